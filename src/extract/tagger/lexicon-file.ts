import { BinaryReader, BinaryWriter } from './binary.ts';
import { type ContainerKind, invalid, readContainer, writeContainer } from './container.ts';
import { BEGINNINGS_BYTES, createLexicon, type Lexicon, type LexiconTables } from './lexicon.ts';

const KIND: ContainerKind = { magic: 'DLLX', version: 1, name: 'lexicon' };

/** A lexicon as a file: hashes ascending, each as its distance from the one before, then its lists; then the traits that are not 0. */
export function encodeLexicon(
  { hashes, lists, traits, beginnings }: LexiconTables,
  about: Readonly<Record<string, unknown>>,
): Uint8Array {
  const out = new BinaryWriter();
  out.integer(hashes.length);
  let last = 0;
  for (const hash of hashes) {
    out.integer(hash - last);
    last = hash;
  }
  for (const list of lists) out.integer(list);
  const known = [...traits.entries()].filter(([, trait]) => trait !== 0);
  out.integer(known.length);
  for (const [code, trait] of known) {
    out.integer(code);
    out.byte(trait);
  }
  out.bytes(beginnings);
  return writeContainer(KIND, out.finish(), about);
}

/** The lexicon, and the digest by which a model names it. @throws DatelineError MODEL_INVALID */
export function decodeLexicon(bytes: Uint8Array, file: string): { readonly lexicon: Lexicon; readonly digest: string } {
  const { content, digest } = readContainer(KIND, bytes, file);
  try {
    const from = new BinaryReader(content);
    const count = from.integer();
    const hashes = new Uint32Array(count);
    let last = 0;
    for (let i = 0; i < count; i++) hashes[i] = last = last + from.integer();
    const lists = Uint16Array.from({ length: count }, () => from.integer());
    const traits = new Uint8Array(0x10000);
    for (let left = from.integer(); left > 0; left--) traits[from.integer()] = from.byte();
    const beginnings = from.bytes(BEGINNINGS_BYTES);
    return { lexicon: createLexicon({ hashes, lists, traits, beginnings }), digest };
  } catch (error) {
    throw invalid(`${file} is a damaged lexicon: ${(error as Error).message}`, error);
  }
}
