import { UNDATED } from '../../model/publication.ts';
import type { AnnotatedText } from '../annotated/annotated-text.ts';
import type { ExtractInput, Extraction } from '../extractor.ts';
import { TAGGED_TYPES, type TypedSpan } from './label.ts';
import type { Lexicon } from './lexicon.ts';
import { encodeModel } from './model-file.ts';
import { type Example, trainWeights } from './train.ts';

export interface TrainingRequest {
  readonly texts: readonly AnnotatedText[];
  readonly lexicon: Lexicon;
  readonly lexiconDigest: string;
  /** The rules alone: what they find is part of what the tagger looks at. */
  readonly rules: { extract(input: ExtractInput): Extraction };
  readonly epochs: number;
  readonly seed: number;
  readonly licence: string;
  readonly attribution: string;
  /** After every round, with the loss over all sentences (negative log likelihood). */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/** A model file's bytes. The same request gives the same bytes. */
export function trainModel(request: TrainingRequest): Uint8Array {
  const { texts, lexicon, lexiconDigest, rules, epochs, seed, licence, attribution, onEpoch } = request;
  const examples = texts.map((text) => toExample(text, rules));
  const { weights, templates } = trainWeights(examples, { lexicon, epochs, seed, onEpoch });
  return encodeModel(weights, { licence, attribution, lexicon: lexiconDigest, epochs, seed }, templates);
}

function toExample({ text, spans }: AnnotatedText, rules: TrainingRequest['rules']): Example {
  const { mentions } = rules.extract({ title: '', text, language: 'zh', publication: UNDATED, credits: [] });
  return { text, spans: outermost(spans), evidence: outermost(mentions.filter(({ field }) => field === 'BODY')) };
}

/** Spans of the types that are learnt, without those inside others, by start. */
export function outermost(spans: readonly { start: number; end: number; type: string }[]): TypedSpan[] {
  const kept: TypedSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (isLearnt(span) && span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

const isLearnt = (span: { start: number; end: number; type: string }): span is TypedSpan =>
  (TAGGED_TYPES as readonly string[]).includes(span.type);
