import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import { segment } from '../../src/extract/segment.ts';
import { loadTagger } from '../../src/extract/tagger/load-tagger.ts';
import { foldCharacters } from '../../src/model/fold.ts';
import { UNDATED } from '../../src/model/publication.ts';
import { gazetteer } from './scene.ts';

const modelFolder = fileURLToPath(new URL('../../seeds/model', import.meta.url));
const tagger = await loadTagger({ folder: modelFolder });
const extractor = createBuiltInExtractor(gazetteer, { tagger });
const rules = createBuiltInExtractor(gazetteer);

const read = (text: string, title = '') =>
  extractor.extract({ title, text, language: 'zh-Hans', publication: UNDATED, credits: [] });
const names = (text: string, type: string): string[] =>
  read(text)
    .mentions.filter((mention) => mention.type === type && !mention.nested)
    .map(({ surface }) => surface);
const tag = (text: string) => {
  const folded = foldCharacters(text);
  return tagger.tag({ folded, words: () => segment(folded), evidence: [] });
};

describe('what the tagger finds', () => {
  test('a person after a post', () => {
    expect(names('该公司董事长钟琪敏表示，市场需求持续低迷。', 'PERSON')).toContain('钟琪敏');
  });

  test('a foreign name with a dot in it', () => {
    expect(names('乐队的指挥科尔温·马尔霍兰德没有回应外界的猜测。', 'PERSON')).toContain('科尔温·马尔霍兰德');
  });

  test('companies that have no word to end their names', () => {
    const found = names('受此影响，鑫鹏、康泰尔的股价双双下跌。', 'ORGANIZATION');
    expect(found).toEqual(expect.arrayContaining(['鑫鹏', '康泰尔']));
  });

  test('a person once found is found again, and is one entity', () => {
    const { mentions, entities } = read('导演钟琪敏说，新片将于明年上映。当时天色已晚。钟琪敏，钟琪敏。');
    const people = mentions.filter(({ surface }) => surface === '钟琪敏');
    expect(people).toHaveLength(3);
    expect(new Set(people.map(({ target }) => JSON.stringify(target)))).toHaveLength(1);
    expect(entities.filter(({ type }) => type === 'PERSON').map(({ key }) => key)).toEqual(['person:钟琪敏']);
  });

  test('what it adds is marked as a model’s, with a confidence that is no certainty', () => {
    const added = read('受此影响，鑫鹏、康泰尔的股价双双下跌。').mentions.filter(({ method }) => method === 'MODEL');
    expect(added.length).toBeGreaterThan(0);
    for (const { rule, confidence } of added) {
      expect(rule).toMatch(/^tagger-/);
      expect(confidence).toBeGreaterThan(0.3);
      expect(confidence).toBeLessThan(1);
    }
  });

  test('text without a Chinese character is left to the rules', () => {
    expect(tag('John Smith of Acme Corporation spoke in Springfield.')).toEqual([]);
  });

  test('the version tells which model was at work', () => {
    expect(extractor.version).toBe(`${rules.version}+${tagger.version}`);
  });
});

describe('spans', () => {
  const pieces = fc.constantFrom(
    ...[
      '记者钟琪敏',
      '诺基亚',
      '在北京',
      '·',
      '。',
      '\n',
      '，',
      ' ',
      '《',
      '》',
      'Ａ',
      'x9',
      '國務院',
      '\u{20000}',
      '１２',
      '的',
      '马尔霍兰德',
    ],
  );
  const texts = fc.array(pieces, { maxLength: 160 }).map((list) => list.join(''));

  test('lie in the text, apart and in order, each with a probability', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0;
        for (const span of tag(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.probability).toBeGreaterThanOrEqual(0);
          expect(span.probability).toBeLessThanOrEqual(1 + 1e-9);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 150 },
    );
  });

  test('of an extraction are the surfaces of its text, and what is nested lies in something', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { mentions } = read(text);
        for (const { start, end, surface, nested } of mentions) {
          expect(text.slice(start, end)).toBe(surface);
          const outer = mentions.some(
            (other) => other.start <= start && other.end >= end && other.end - other.start > end - start,
          );
          expect(outer).toBe(nested);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('do not depend on what was read before', () => {
    const text = '该公司董事长钟琪敏表示，诺基亚将退出市场。';
    const first = tag(text);
    tag('国际米兰主场战胜拉齐奥。'.repeat(50));
    expect(first.length).toBeGreaterThan(0);
    expect(tag(text)).toEqual(first);
  });

  test('are found in a sentence longer than what is read at once', () => {
    const text = `${'他说'.repeat(400)}，该公司董事长钟琪敏表示同意。`;
    expect(tag(text).map(({ start, end }) => text.slice(start, end))).toContain('钟琪敏');
  });
});
