import { BinaryReader, BinaryWriter } from './binary.ts';
import { type ContainerKind, invalid, readContainer, writeContainer } from './container.ts';
import { FEATURE_VERSION, SLOTS } from './feature.ts';
import { FeatureIndex } from './feature-index.ts';
import { LABEL_COUNT, TAGGED_TYPES } from './label.ts';
import { type PackedWeights, pack, type Weights } from './weights.ts';

const KIND: ContainerKind = { magic: 'DLTM', version: 1, name: 'model' };

/** What a model says of itself, beside its weights. */
export interface ModelAbout {
  /** SPDX expression, or a sentence, of what its weights may be used under. */
  readonly licence: string;
  /** Whose work it was trained on. */
  readonly attribution: string;
  /** Digest of the lexicon it was trained with. */
  readonly lexicon: string;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * Weights as a file, eight bits each: transitions, then features by key with the number of their template
 * and the weights of their cells. What rounds to nothing is left out.
 */
export function encodeModel(weights: Weights, about: ModelAbout, templates: ReadonlyMap<number, number>): Uint8Array {
  const { index, values, transitions } = weights;
  const scale = quantum(values);
  const out = new BinaryWriter();
  out.real(scale);
  for (const transition of transitions) out.real(transition);
  const rows = [...index.entries()]
    .map(([key, cell]) => {
      const template = templates.get(key) as number;
      const from = cell * LABEL_COUNT;
      const row = values.subarray(from, from + (SLOTS[template] as number) * LABEL_COUNT);
      return { key: key >>> 0, template, row: Int8Array.from(row, (value) => round(value / scale)) };
    })
    .filter(({ row }) => row.some((value) => Math.abs(value) >= LEAST))
    .sort((a, b) => a.key - b.key);
  out.integer(rows.length);
  let last = 0;
  for (const { key } of rows) {
    out.integer(key - last);
    last = key;
  }
  for (const { template } of rows) out.byte(template);
  for (const { row } of rows) out.bytes(row);
  return writeContainer(KIND, out.finish(), { ...about, featureVersion: FEATURE_VERSION, types: TAGGED_TYPES });
}

/** @throws DatelineError MODEL_INVALID when it is damaged, or was trained for another version or another lexicon. */
export function decodeModel(
  bytes: Uint8Array,
  { file, lexiconDigest }: { readonly file: string; readonly lexiconDigest: string },
): { readonly weights: PackedWeights; readonly digest: string; readonly about: Readonly<Record<string, unknown>> } {
  const { content, digest, about } = readContainer(KIND, bytes, file);
  if (about.featureVersion !== FEATURE_VERSION)
    throw invalid(
      `${file} was trained for features of version ${about.featureVersion}; this program has ${FEATURE_VERSION}`,
    );
  if (about.lexicon !== lexiconDigest) throw invalid(`${file} was trained with another lexicon than the one included`);
  try {
    return { weights: decodeWeights(new BinaryReader(content)), digest, about };
  } catch (error) {
    throw invalid(`${file} is a damaged model: ${(error as Error).message}`, error);
  }
}

function decodeWeights(from: BinaryReader): PackedWeights {
  const scale = from.real();
  const transitions = Float32Array.from({ length: LABEL_COUNT * LABEL_COUNT }, () => from.real());
  const count = from.integer();
  const keys = new Uint32Array(count);
  let last = 0;
  for (let i = 0; i < count; i++) keys[i] = last = last + from.integer();
  const index = new FeatureIndex(count);
  const templates = from.bytes(count);
  let cells = 0;
  for (let i = 0; i < count; i++) {
    index.set((keys[i] as number) | 0, cells);
    cells += SLOTS[templates[i] as number] as number;
  }
  const rows = new Int8Array(from.bytes(cells * LABEL_COUNT));
  if (!from.isAtEnd) throw new RangeError('there is more than it should hold');
  return { index, pairs: pack(rows, cells), scale, transitions };
}

/** The largest weights are clipped, so that the many small ones keep their differences. */
function quantum(values: ArrayLike<number>): number {
  let highest = 0;
  for (let i = 0; i < values.length; i++) highest = Math.max(highest, Math.abs(values[i] as number));
  return Math.max(Math.min(highest, CLIP) / 127, 1e-6);
}

const CLIP = 3;

/** A feature none of whose weights is larger than this changes nothing worth its place. */
const LEAST = 3;

const round = (value: number): number => Math.max(-127, Math.min(127, Math.round(value)));
