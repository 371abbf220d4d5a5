import { LABEL_COUNT, mayEnd, mayStart, PREDECESSORS } from './label.ts';
import { MAX_STRETCH } from './reading.ts';

const L = LABEL_COUNT;
const IMPOSSIBLE = -1e9;

/**
 * Sequences of labels over one stretch: the best one, and the probability of every part of them
 * (linear-chain conditional random field; Lafferty, McCallum & Pereira 2001). Arrays are reused.
 */
export class Lattice {
  /** Score of every label at every character, `[character × labels]`; filled by the caller. */
  readonly scores = new Float32Array(MAX_STRETCH * L);
  readonly best = new Uint8Array(MAX_STRETCH);
  /** Forward and backward sums, each scaled to 1 at its character, and exponentiated scores. */
  readonly alpha = new Float64Array(MAX_STRETCH * L);
  readonly beta = new Float64Array(MAX_STRETCH * L);
  readonly weights = new Float64Array(MAX_STRETCH * L);
  readonly scales = new Float64Array(MAX_STRETCH);
  readonly #back = new Uint8Array(MAX_STRETCH * L);
  readonly #row = [new Float64Array(L), new Float64Array(L)] as const;

  /** The best labels from `from` to `to`. `transitions`: score of a label after a label, `[before × labels + after]`. */
  decode(from: number, to: number, transitions: Float32Array): void {
    const { scores } = this;
    let [row, next] = this.#row as readonly [Float64Array, Float64Array];
    for (let label = 0; label < L; label++)
      row[label] = mayStart(label) ? (scores[from * L + label] as number) : IMPOSSIBLE;
    for (let i = from + 1; i < to; i++) {
      for (let label = 0; label < L; label++) {
        const before = PREDECESSORS[label] as Int32Array;
        let bestScore = Number.NEGATIVE_INFINITY;
        let bestBefore = 0;
        for (let k = 0; k < before.length; k++) {
          const other = before[k] as number;
          const score = (row[other] as number) + (transitions[other * L + label] as number);
          if (score > bestScore) {
            bestScore = score;
            bestBefore = other;
          }
        }
        next[label] = bestScore + (scores[i * L + label] as number);
        this.#back[i * L + label] = bestBefore;
      }
      [row, next] = [next, row];
    }
    let last = 0;
    for (let label = 1; label < L; label++)
      if (mayEnd(label) && (row[label] as number) > (row[last] as number)) last = label;
    for (let i = to - 1; i >= from; i--) {
      this.best[i] = last;
      last = this.#back[i * L + last] as number;
    }
  }

  /**
   * Fills forward and backward sums from `from` to `to`. Beyond them is the end of the stretch, or what is no
   * name. Gives the logarithm of the sum over all sequences.
   */
  sum(from: number, to: number, factors: Float64Array): number {
    const { scores, weights, alpha, beta, scales } = this;
    let logSum = 0;
    for (let i = from; i < to; i++) {
      const at = i * L;
      let highest = scores[at] as number;
      for (let label = 1; label < L; label++) {
        const score = scores[at + label] as number;
        if (score > highest) highest = score;
      }
      logSum += highest;
      let total = 0;
      for (let label = 0; label < L; label++) {
        const weight = Math.exp((scores[at + label] as number) - highest);
        weights[at + label] = weight;
        let sum = 0;
        if (i === from) sum = mayStart(label) ? 1 : 0;
        else {
          const before = PREDECESSORS[label] as Int32Array;
          for (let k = 0; k < before.length; k++) {
            const other = before[k] as number;
            sum += (alpha[at - L + other] as number) * (factors[other * L + label] as number);
          }
        }
        const value = i === to - 1 && !mayEnd(label) ? 0 : sum * weight;
        alpha[at + label] = value;
        total += value;
      }
      scales[i] = total;
      logSum += Math.log(total);
      for (let label = 0; label < L; label++) alpha[at + label] = (alpha[at + label] as number) / total;
    }
    for (let label = 0; label < L; label++) beta[(to - 1) * L + label] = mayEnd(label) ? 1 : 0;
    for (let i = to - 1; i > from; i--) {
      const scale = scales[i] as number;
      beta.fill(0, (i - 1) * L, i * L);
      for (let label = 0; label < L; label++) {
        const value = ((beta[i * L + label] as number) * (weights[i * L + label] as number)) / scale;
        if (value === 0) continue;
        const before = PREDECESSORS[label] as Int32Array;
        for (let k = 0; k < before.length; k++) {
          const other = before[k] as number;
          const at = (i - 1) * L + other;
          beta[at] = (beta[at] as number) + value * (factors[other * L + label] as number);
        }
      }
    }
    return logSum;
  }

  /** Probability that the labels from `start` to `end` are `labels`; after {@link sum}. */
  probabilityOf(labels: Uint8Array, start: number, end: number, factors: Float64Array): number {
    let probability = this.alpha[start * L + (labels[start] as number)] as number;
    for (let i = start + 1; i < end; i++) {
      const label = labels[i] as number;
      probability *=
        ((factors[(labels[i - 1] as number) * L + label] as number) * (this.weights[i * L + label] as number)) /
        (this.scales[i] as number);
    }
    return probability * (this.beta[(end - 1) * L + (labels[end - 1] as number)] as number);
  }
}
