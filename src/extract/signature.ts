import { BAND_BYTES, ROWS_PER_BAND, SIGNATURE_BANDS, SIGNATURE_BITS } from '../model/signature.ts';
import { mix } from './hash.ts';
import { hashTokens } from './token.ts';

/**
 * Similarity signature of a text, for telling near-copies: the same for texts that differ in case, width,
 * punctuation, layout, or traditional against simplified characters. Null for a text too short or too
 * monotonous to tell copies by. Layout and reading: model/signature.ts.
 *
 * The text's shingles (Broder, “On the resemblance and containment of documents”, 1997) are sketched by
 * one-permutation hashing: each shingle is hashed once and falls into one of 1,024 bins, which keeps its least
 * hash (Li, Owen & Zhang 2012). An empty bin borrows from a full one by a probe sequence of its own, so that the
 * estimate stays unbiased for short texts (Shrivastava, “Optimal densification for fast and accurate minwise
 * hashing”, 2017). Of each bin one bit is kept, hashed together with the bin's number: in 128 bytes a thousand bits
 * estimate a high likeness better than 128 bytes of wider values (Li & König, “b-bit minwise hashing”, 2010).
 *
 * Signatures are kept: whoever changes how they are made changes the extractor's version with it.
 */
export function signatureOf(text: string): string | null {
  const bins = new Uint32Array(SIGNATURE_BITS).fill(EMPTY);
  if (sketch(text, bins) < MIN_TOKENS) return null;
  let full = 0;
  for (const least of bins) if (least !== EMPTY) full++;
  if (full < MIN_FULL_BINS) return null;
  const bands = bandHashes(bins);
  const bytes = Buffer.alloc(SIGNATURE_BITS / 8 + SIGNATURE_BANDS * BAND_BYTES);
  for (let bin = 0; bin < SIGNATURE_BITS; bin++) {
    const value = bins[bin] === EMPTY ? borrowed(bins, bin) : (bins[bin] as number);
    if (mix(value ^ mix(bin + 1)) < 0) bytes[bin >> 3] = (bytes[bin >> 3] as number) | (0x80 >> (bin & 7));
  }
  for (const [band, hash] of bands.entries())
    bytes.writeUIntBE(hash, SIGNATURE_BITS / 8 + band * BAND_BYTES, BAND_BYTES);
  return bytes.toString('base64').replace(/=+$/, '');
}

/** A sentence or two: news flashes have sixty and more. */
const MIN_TOKENS = 50;

/** As many different shingles, about, as {@link MIN_TOKENS} tokens have, less what every text repeats. */
const MIN_FULL_BINS = 30;

/** More than any hash that is kept. */
const EMPTY = 0xffffffff;
const BIN_SHIFT = 32 - Math.log2(SIGNATURE_BITS);

/**
 * Drops the text's shingles into bins; gives the number of tokens. With four tokens a shingle, texts that have
 * nothing to do with each other share next to none, and a changed word costs four or five.
 */
function sketch(text: string, bins: Uint32Array): number {
  const tokens = hashTokens(text);
  let first = 0;
  let second = tokens[0] ?? 0;
  let third = tokens[1] ?? 0;
  let last = tokens[2] ?? 0;
  for (let at = 3; at < tokens.length; at++) {
    first = second;
    second = third;
    third = last;
    last = tokens[at] as number;
    const hash =
      mix(Math.imul(first, 0x2c1b3c6d) + Math.imul(second, 0x297a2d39) + Math.imul(third, 0x1b56c4e9) + last) >>> 0;
    const bin = hash >>> BIN_SHIFT;
    if (hash < (bins[bin] as number)) bins[bin] = hash;
  }
  return tokens.length;
}

/** What an empty bin holds instead of nothing: the value of the first full bin of its probe sequence. */
function borrowed(bins: Uint32Array, empty: number): number {
  for (let probe = 1; ; probe++) {
    const value = bins[mix(Math.imul(empty + 1, 0x9e3779b1) + Math.imul(probe, 0x85ebca77)) >>> BIN_SHIFT] as number;
    if (value !== EMPTY) return value;
  }
}

const BINS_PER_ROW = Math.floor(SIGNATURE_BITS / (SIGNATURE_BANDS * ROWS_PER_BAND));

/** Each row of a band is the least of its share of the bins: again a one-permutation sketch, of few, well-filled bins. */
function bandHashes(bins: Uint32Array): number[] {
  return Array.from({ length: SIGNATURE_BANDS }, (_, band) => {
    let high = mix(band + 1);
    let low = mix(high ^ 0x5bd1e995);
    for (let row = band * ROWS_PER_BAND; row < (band + 1) * ROWS_PER_BAND; row++) {
      const least = leastOf(bins, row * BINS_PER_ROW);
      high = mix(high ^ least);
      low = mix(Math.imul(low, 0x9e3779b1) ^ least);
    }
    return ((high >>> 0) & 0xffff) * 0x1_0000_0000 + (low >>> 0);
  });
}

function leastOf(bins: Uint32Array, from: number): number {
  let least = EMPTY;
  for (let bin = from; bin < from + BINS_PER_ROW; bin++) {
    const value = bins[bin] as number;
    if (value < least) least = value;
  }
  return least === EMPTY ? borrowed(bins, from) : least;
}
