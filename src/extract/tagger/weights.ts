import type { FeatureCells } from './feature.ts';
import type { FeatureIndex } from './feature-index.ts';
import { LABEL_COUNT } from './label.ts';
import type { Lattice } from './lattice.ts';

/** What the tagger learnt: a weight per cell and label. */
export interface Weights {
  readonly index: FeatureIndex;
  /** `[cell × labels + label]`. */
  readonly values: Float32Array;
  /** `[before × labels + after]`. */
  readonly transitions: Float32Array;
}

/** The same in whole numbers, two labels to a 32-bit integer, so that adding one adds both. */
export interface PackedWeights {
  readonly index: FeatureIndex;
  /** `[cell × PAIRS + pair]`, see {@link pack}. */
  readonly pairs: Int32Array;
  /** What a whole number is worth. */
  readonly scale: number;
  readonly transitions: Float32Array;
}

export const PAIRS = Math.ceil(LABEL_COUNT / 2);

/**
 * Packs weights of eight bits: the even label in the low half, the odd one in the high half. Sums of up to
 * 250 such weights fit a half, and a character has no more than forty features.
 */
export function pack(rows: Int8Array, cells: number): Int32Array {
  const pairs = new Int32Array(cells * PAIRS);
  for (let cell = 0; cell < cells; cell++)
    for (let label = 0; label < LABEL_COUNT; label++) {
      const at = cell * PAIRS + (label >> 1);
      const value = rows[cell * LABEL_COUNT + label] as number;
      pairs[at] = (pairs[at] as number) + (label & 1 ? value << 16 : value);
    }
  return pairs;
}

/** Adds up the weights of every character's features into the lattice. */
export function scorePacked(
  { pairs, scale }: PackedWeights,
  { cells, starts }: FeatureCells,
  { scores }: Lattice,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  for (let i = from; i < to; i++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    const end = starts[i + 1] as number;
    for (let k = starts[i] as number; k < end; k++) {
      const at = (cells[k] as number) * PAIRS;
      a = (a + (pairs[at] as number)) | 0;
      b = (b + (pairs[at + 1] as number)) | 0;
      c = (c + (pairs[at + 2] as number)) | 0;
      d = (d + (pairs[at + 3] as number)) | 0;
      e = (e + (pairs[at + 4] as number)) | 0;
      f = (f + (pairs[at + 5] as number)) | 0;
      g = (g + (pairs[at + 6] as number)) | 0;
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    sums[4] = e;
    sums[5] = f;
    sums[6] = g;
    const at = i * LABEL_COUNT;
    for (let label = 0; label < LABEL_COUNT; label++) {
      const pair = sums[label >> 1] as number;
      const low = (pair << 16) >> 16;
      scores[at + label] = (label & 1 ? (pair - low) >> 16 : low) * scale;
    }
  }
}

const sums = new Int32Array(PAIRS);

/** The same with the weights of a model that still learns. */
export function score({ values }: Weights, { cells, starts }: FeatureCells, length: number, { scores }: Lattice): void {
  for (let i = 0; i < length; i++) {
    real.fill(0);
    const end = starts[i + 1] as number;
    for (let k = starts[i] as number; k < end; k++) {
      const base = (cells[k] as number) * LABEL_COUNT;
      for (let label = 0; label < LABEL_COUNT; label++)
        real[label] = (real[label] as number) + (values[base + label] as number);
    }
    scores.set(real, i * LABEL_COUNT);
  }
}

const real = new Float64Array(LABEL_COUNT);
