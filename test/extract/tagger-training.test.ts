import { describe, expect, test } from 'vitest';
import type { AnnotatedText } from '../../src/extract/annotated/annotated-text.ts';
import { segment } from '../../src/extract/segment.ts';
import { LABEL_COUNT, labelsOf, spansOf } from '../../src/extract/tagger/label.ts';
import { buildTables, createLexicon, LISTS, lexiconHash } from '../../src/extract/tagger/lexicon.ts';
import { decodeLexicon, encodeLexicon } from '../../src/extract/tagger/lexicon-file.ts';
import { decodeModel } from '../../src/extract/tagger/model-file.ts';
import { createTagger } from '../../src/extract/tagger/tagger.ts';
import { type TrainingRequest, trainModel } from '../../src/extract/tagger/train-model.ts';

const tables = buildTables(
  [
    ['诺基亚', LISTS.company],
    ['公司', LISTS.bodySuffix],
  ],
  new Uint8Array(0x10000),
);
const lexicon = createLexicon(tables);
/** Rules that find nothing: what is learnt is learnt from the text alone. */
const rules = { extract: () => ({ mentions: [], entities: [] }) };

const texts: AnnotatedText[] = ['王小明', '李国强', '张丽华', '陈志远'].flatMap((person, i) =>
  ['诺基亚', '摩托罗拉'].map((company) => {
    const text = `记者${person}采访了${company}。今天天气很好。`;
    return {
      line: i + 1,
      title: '',
      text,
      spans: [
        { start: 2, end: 5, type: 'PERSON' as const, key: null },
        { start: 8, end: 8 + company.length, type: 'ORGANIZATION' as const, key: null },
      ],
      provinces: null,
      publishedOn: null,
    };
  }),
);
const request: TrainingRequest = {
  texts,
  lexicon,
  lexiconDigest: 'abc',
  rules,
  epochs: 6,
  seed: 1,
  licence: 'CC0-1.0',
  attribution: 'nobody',
};

describe('training', () => {
  const model = trainModel(request);
  const load = (bytes: Uint8Array, lexiconDigest = 'abc') => decodeModel(bytes, { file: 'mine.bin', lexiconDigest });

  test('the same texts and seed give the same bytes, another seed others', () => {
    expect(Buffer.from(trainModel(request)).equals(model)).toBe(true);
    expect(Buffer.from(trainModel({ ...request, seed: 2 })).equals(model)).toBe(false);
  });

  test('what was learnt is found in a sentence that was not learnt from', () => {
    const { weights } = load(model);
    const folded = '昨天记者张丽华采访了诺基亚。';
    const found = createTagger(lexicon, weights, 'x').tag({ folded, words: () => segment(folded), evidence: [] });
    expect(found.map(({ start, end, type }) => [folded.slice(start, end), type])).toEqual([
      ['张丽华', 'PERSON'],
      ['诺基亚', 'ORGANIZATION'],
    ]);
  });

  test('a model says what it may be used under', () => {
    expect(load(model).about).toMatchObject({ licence: 'CC0-1.0', attribution: 'nobody', lexicon: 'abc' });
  });

  test.each([
    ['no model at all', Buffer.from('hello, world'), 'is no model'],
    ['cut short', model.subarray(0, model.length - 20), 'damaged'],
    ['changed', Uint8Array.from(model, (byte, i) => (i === model.length - 30 ? byte ^ 1 : byte)), 'damaged'],
    ['of another version', Uint8Array.from(model, (byte, i) => (i === 4 ? 99 : byte)), 'version 99'],
  ])('a file that is %s is refused with a reason', (_, bytes, reason) => {
    expect(() => load(bytes)).toThrow(
      expect.objectContaining({ code: 'MODEL_INVALID', message: expect.stringContaining(reason) }),
    );
  });

  test('a model of another lexicon is refused', () => {
    expect(() => load(model, 'def')).toThrow(/another lexicon/);
  });
});

describe('the lexicon', () => {
  test('knows after a round through its file what it knew before', () => {
    const traits = new Uint8Array(0x10000);
    traits[0x738b] = 3;
    const bytes = encodeLexicon({ ...tables, traits }, { licence: 'CC0-1.0' });
    const { lexicon: again } = decodeLexicon(bytes, 'lexicon.bin');
    expect(again.listsOf(lexiconHash('諾基亞'))).toBe(LISTS.company);
    expect(again.listsOf(lexiconHash('公司'))).toBe(LISTS.bodySuffix);
    expect(again.listsOf(lexiconHash('天气'))).toBe(0);
    expect(again.mayBegin('诺'.charCodeAt(0), '基'.charCodeAt(0))).toBe(true);
    expect(again.traits[0x738b]).toBe(3);
  });
});

test('labels say the spans they were made of', () => {
  const spans = [
    { start: 10, end: 11, type: 'PLACE' as const },
    { start: 11, end: 13, type: 'PERSON' as const },
    { start: 15, end: 19, type: 'ORGANIZATION' as const },
  ];
  const labels = labelsOf(spans, 10, 10);
  expect(Math.max(...labels)).toBeLessThan(LABEL_COUNT);
  expect(spansOf(labels, 10, 10)).toEqual(spans);
});
