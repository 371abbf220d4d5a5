import { foldCharacters } from '../../model/fold.ts';
import { segment, type Words } from '../segment.ts';
import { DROP, FeatureCells, SLOTS } from './feature.ts';
import { FeatureIndex, NO_CELL } from './feature-index.ts';
import { LABEL_COUNT, labelsOf, PREDECESSORS, type TypedSpan } from './label.ts';
import { Lattice } from './lattice.ts';
import type { Lexicon } from './lexicon.ts';
import { createRandom, shuffle } from './random.ts';
import { Reading } from './reading.ts';
import { stretches } from './stretch.ts';
import { score, type Weights } from './weights.ts';

/** A text with the names in it; spans lie apart. */
export interface Example {
  readonly text: string;
  readonly spans: readonly TypedSpan[];
  /** What the rules find in it. */
  readonly evidence: readonly TypedSpan[];
}

export interface TrainOptions {
  readonly lexicon: Lexicon;
  readonly epochs: number;
  readonly seed: number;
  /** After every round, with the loss over all sentences (negative log likelihood). */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/** Size of a step at the start; AdaGrad (Duchi, Hazan & Singer 2011) makes it smaller weight by weight. */
const RATE = 0.2;
/** How fast weights that are used shrink. */
const DECAY = 1e-4;
/** Share of the sentences in which a group of features is left out. */
const DROPOUT = 0.3;
/** Features that occur less often are not learnt. */
const CUTOFF = 2;

interface Stretch {
  readonly folded: string;
  readonly words: Words;
  readonly from: number;
  readonly to: number;
  readonly gold: Uint8Array;
  readonly evidence: Uint8Array;
}

export interface Trained {
  readonly weights: Weights;
  /** Which template every feature is of, by key. */
  readonly templates: ReadonlyMap<number, number>;
}

/**
 * Learns weights by stochastic gradient on the likelihood of the annotation, sentence by sentence (conditional
 * random field). The same examples and seed give the same weights.
 */
export function trainWeights(examples: readonly Example[], options: TrainOptions): Trained {
  const { lexicon, epochs, seed } = options;
  const random = createRandom(seed);
  const reading = new Reading(lexicon);
  const features = new FeatureCells();
  const lattice = new Lattice();
  const cut = examples.flatMap(cutExample);
  const { index, cells, templates } = chooseFeatures(cut, reading, features);
  const lookup = { find: (key: number) => index.find(key), isCounting: false };
  const values = new Float32Array(cells * LABEL_COUNT);
  const squares = new Float32Array(cells * LABEL_COUNT);
  const transitions = new Float32Array(LABEL_COUNT * LABEL_COUNT);
  const transitionSquares = new Float32Array(LABEL_COUNT * LABEL_COUNT);
  const factors = new Float64Array(LABEL_COUNT * LABEL_COUNT);
  const gradients = new Float64Array(LABEL_COUNT);
  const expected = new Float64Array(LABEL_COUNT * LABEL_COUNT);
  const weights: Weights = { index, values, transitions };

  for (let epoch = 0; epoch < epochs; epoch++) {
    const step = RATE * (1 - epoch / (epochs + 1));
    let loss = 0;
    for (const stretch of shuffle(cut, random)) {
      read(reading, stretch);
      let dropped = 0;
      if (random.next() < DROPOUT) dropped |= DROP.characters;
      if (random.next() < DROPOUT) dropped |= DROP.words;
      if (random.next() < DROPOUT) dropped |= DROP.evidence;
      const { length } = reading;
      features.fill(reading, lookup, { from: 0, to: length, dropped });
      score(weights, features, length, lattice);
      for (let k = 0; k < factors.length; k++) factors[k] = Math.exp(transitions[k] as number);
      loss += lattice.sum(0, length, factors) - scoreOf(stretch.gold, length, lattice, transitions);
      updateTransitions(stretch.gold, length, step);
      for (let i = 0; i < length; i++) updateAt(i, stretch.gold[i] as number, step);
    }
    options.onEpoch?.(epoch, loss);
  }
  return { weights, templates };

  function updateAt(i: number, gold: number, step: number): void {
    let isSettled = true;
    for (let label = 0; label < LABEL_COUNT; label++) {
      const at = i * LABEL_COUNT + label;
      const gradient = (label === gold ? 1 : 0) - (lattice.alpha[at] as number) * (lattice.beta[at] as number);
      gradients[label] = gradient;
      if (gradient > SETTLED || gradient < -SETTLED) isSettled = false;
    }
    if (isSettled) return;
    const end = features.starts[i + 1] as number;
    for (let k = features.starts[i] as number; k < end; k++) {
      const base = (features.cells[k] as number) * LABEL_COUNT;
      for (let label = 0; label < LABEL_COUNT; label++) {
        const gradient = gradients[label] as number;
        if (gradient < SETTLED && gradient > -SETTLED) continue;
        const at = base + label;
        const square = (squares[at] as number) + gradient * gradient;
        squares[at] = square;
        const value = values[at] as number;
        values[at] = value + (step * gradient) / Math.sqrt(square + 1) - step * DECAY * value;
      }
    }
  }

  function updateTransitions(gold: Uint8Array, length: number, step: number): void {
    expected.fill(0);
    for (let i = 1; i < length; i++) {
      const scale = lattice.scales[i] as number;
      for (let label = 0; label < LABEL_COUNT; label++) {
        const at = i * LABEL_COUNT + label;
        const right = ((lattice.beta[at] as number) * (lattice.weights[at] as number)) / scale;
        if (right < 1e-12) continue;
        const before = PREDECESSORS[label] as Int32Array;
        for (let k = 0; k < before.length; k++) {
          const from = before[k] as number;
          const cell = from * LABEL_COUNT + label;
          expected[cell] =
            (expected[cell] as number) -
            (lattice.alpha[(i - 1) * LABEL_COUNT + from] as number) * (factors[cell] as number) * right;
        }
      }
      const cell = (gold[i - 1] as number) * LABEL_COUNT + (gold[i] as number);
      expected[cell] = (expected[cell] as number) + 1;
    }
    for (let cell = 0; cell < expected.length; cell++) {
      const gradient = expected[cell] as number;
      if (gradient === 0) continue;
      const square = (transitionSquares[cell] as number) + gradient * gradient;
      transitionSquares[cell] = square;
      transitions[cell] = (transitions[cell] as number) + (step * gradient) / Math.sqrt(square + 1);
    }
  }
}

/** Differences smaller than this are not worth an update. */
const SETTLED = 1e-3;

function scoreOf(gold: Uint8Array, length: number, lattice: Lattice, transitions: Float32Array): number {
  let total = lattice.scores[gold[0] as number] as number;
  for (let i = 1; i < length; i++) {
    total += lattice.scores[i * LABEL_COUNT + (gold[i] as number)] as number;
    total += transitions[(gold[i - 1] as number) * LABEL_COUNT + (gold[i] as number)] as number;
  }
  return total;
}

function cutExample({ text, spans, evidence }: Example): Stretch[] {
  const folded = foldCharacters(text);
  const words = segment(folded);
  return [...stretches(folded, () => words)].map(([from, to]) => ({
    folded,
    words,
    from,
    to,
    gold: labelsOf(spans, from, to - from),
    evidence: labelsOf(evidence, from, to - from),
  }));
}

function read(reading: Reading, { folded, words, from, to, evidence }: Stretch): void {
  reading.read({ folded, words, from, to });
  reading.evidence.set(evidence);
}

/** The features that occur often enough to learn from, by key. */
function chooseFeatures(
  cut: readonly Stretch[],
  reading: Reading,
  features: FeatureCells,
): { index: FeatureIndex; cells: number; templates: ReadonlyMap<number, number> } {
  const counts = new FeatureIndex(1 << 16);
  const templateOf = new FeatureIndex(1 << 16);
  const counter = {
    isCounting: true,
    find(key: number, template: number): number {
      const count = counts.find(key);
      counts.set(key, count === NO_CELL ? 1 : count + 1);
      if (count === NO_CELL) templateOf.set(key, template);
      return NO_CELL;
    },
  };
  for (const stretch of cut) {
    read(reading, stretch);
    features.fill(reading, counter, { from: 0, to: reading.length });
  }
  const index = new FeatureIndex(counts.size);
  const templates = new Map<number, number>();
  let cells = 0;
  for (const [key, template] of [...templateOf.entries()].sort(([a], [b]) => a - b)) {
    if (counts.find(key) < CUTOFF) continue;
    index.set(key, cells);
    templates.set(key, template);
    cells += SLOTS[template] as number;
  }
  return { index, cells, templates };
}
