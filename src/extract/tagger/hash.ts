/** Mixes two 32-bit integers into one; finalizer of MurmurHash3 (Appleby, public domain). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ b;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** One step of a hash that grows with a text, character by character; start from {@link HASH_SEED}. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) ^ (hash >>> 15);

export const HASH_SEED = 0x811c9dc5 | 0;

/** Hash of a string's UTF-16 code units from `start` to `end`. */
export function hashText(text: string, start = 0, end = text.length): number {
  let hash = HASH_SEED;
  for (let i = start; i < end; i++) hash = hashStep(hash, text.charCodeAt(i));
  return hash;
}
