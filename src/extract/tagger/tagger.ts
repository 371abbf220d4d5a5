import type { Words } from '../segment.ts';
import { FeatureCells } from './feature.ts';
import { labelsOf, OUTSIDE, spansOf, type TypedSpan } from './label.ts';
import { Lattice } from './lattice.ts';
import type { Lexicon } from './lexicon.ts';
import { Reading } from './reading.ts';
import { stretches } from './stretch.ts';
import { type PackedWeights, scorePacked } from './weights.ts';

export interface TaggedSpan extends TypedSpan {
  /** 0 to 1: what the model gives it against every other reading of the sentence. */
  readonly probability: number;
}

export interface TaggerScene {
  /** Traditional characters as simplified, case kept. */
  readonly folded: string;
  words(): Words;
  /** What the rules found, apart from one another, by start. */
  readonly evidence: readonly TypedSpan[];
}

/** Finds names in running text. Holds arrays it works in: one a thread, and no two texts at once. */
export interface Tagger {
  /** Digest of the weights. */
  readonly version: string;
  tag(scene: TaggerScene): readonly TaggedSpan[];
}

export function createTagger(lexicon: Lexicon, weights: PackedWeights, version: string): Tagger {
  const reading = new Reading(lexicon);
  const features = new FeatureCells();
  const lattice = new Lattice();
  const lookup = { find: (key: number) => weights.index.find(key) };
  const factors = Float64Array.from(weights.transitions, Math.exp);
  return {
    version,
    tag({ folded, words, evidence }) {
      const found: TaggedSpan[] = [];
      let next = 0;
      for (const [from, to] of stretches(folded, words)) {
        while (next < evidence.length && (evidence[next] as TypedSpan).start < from) next++;
        let last = next;
        while (last < evidence.length && (evidence[last] as TypedSpan).end <= to) last++;
        reading.read({ folded, words: words(), from, to });
        reading.evidence.set(labelsOf(evidence.slice(next, last), from, to - from));
        lattice.best.fill(OUTSIDE, 0, reading.length);
        for (const region of reading.regions()) {
          features.fill(reading, lookup, region);
          scorePacked(weights, features, lattice, region);
          lattice.decode(region.from, region.to, weights.transitions);
        }
        const spans = spansOf(lattice.best, reading.length, from);
        if (spans.length === 0) continue;
        for (const [first, last] of windows(spans, from, reading)) {
          lattice.sum(first, last, factors);
          for (const span of spans) {
            const start = span.start - from;
            if (start < first || start >= last) continue;
            found.push({ ...span, probability: lattice.probabilityOf(lattice.best, start, span.end - from, factors) });
          }
        }
      }
      return found;
    },
  };
}

/** The surroundings of the spans, as far as they bear on them and were read; those that touch are one. */
function windows(spans: readonly TypedSpan[], from: number, reading: Reading): [first: number, last: number][] {
  const found: [number, number][] = [];
  const regions = reading.regions();
  for (const { start, end } of spans) {
    const region = regions.find((one) => one.from <= start - from && one.to >= end - from);
    if (region === undefined) continue;
    const first = Math.max(region.from, start - from - SURROUNDINGS);
    const last = Math.min(region.to, end - from + SURROUNDINGS);
    const before = found.at(-1);
    if (before !== undefined && first <= before[1] && region.from <= before[0]) before[1] = last;
    else found.push([first, last]);
  }
  return found;
}

const SURROUNDINGS = 6;
