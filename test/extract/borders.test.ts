import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBorders } from '../../src/extract/borders.ts';
import { segment } from '../../src/extract/segment.ts';

const PIECES = [
  '青海省工信厅',
  '他从北京飞往上海',
  '，',
  '。',
  ' ',
  '\n',
  'Node.js 20.20',
  '——',
  '《办法》',
  '3月5日',
  '1.2亿元',
  '（',
  '）',
  '研究生命的起源',
  'C++',
  'a-b_c',
  '50%',
  '👍',
  '橘子洲',
  '、',
  '·',
  '“',
  '”',
  '𠮷野家',
];

test('borders cut piece by piece are those of the whole text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const words = segment(text);
      const borders = createBorders(text);
      for (let i = 0; i <= text.length; i++) expect(borders.isBorder(i), `${i} of ${text}`).toBe(words.isBorder(i));
      for (let i = 0; i < text.length; i++) {
        const index = words.indexAt(i);
        const word = borders.wordAt(i);
        expect([word.start, word.end, word.tag]).toEqual([
          words.startOf(index),
          words.startOf(index + 1),
          words.tagOf(index),
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

test('it does not matter where one asks first', () => {
  const text = '新华社西宁6月11日电 青海省昨日发布通知，要求各地停工。';
  const forward = createBorders(text);
  const backward = createBorders(text);
  const offsets = Array.from({ length: text.length + 1 }, (_, i) => i);
  const seen = new Map([...offsets].reverse().map((i) => [i, backward.isBorder(i)]));
  expect(offsets.map((i) => forward.isBorder(i))).toEqual(offsets.map((i) => seen.get(i)));
});
