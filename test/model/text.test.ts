import { describe, expect, test } from 'vitest';
import { EXCERPT_MAX_LENGTH } from '../../src/model/document.ts';
import { compareBytes, cutExcerpt, toStorableText, toWellFormedText } from '../../src/model/text.ts';
import { Random } from '../support/random.ts';

describe('well-formed text', () => {
  test('has no NUL, no lone surrogate and LF only', () => {
    expect(toWellFormedText('a\0b\r\nc\rd\uD83De\uDE00f😀')).toBe('ab\nc\nd\uFFFDe\uFFFDf😀');
  });

  test('stays as it is', () => {
    const text = '青海省😀\n“储能”𠮷';
    expect(toWellFormedText(text)).toBe(text);
    expect(toStorableText(text)).toBe(text);
  });

  test('made storable keeps every offset', () => {
    expect(toStorableText('a\0b\uD83D\uD83D\uDE00\uDC00c\r\n')).toBe('a\uFFFDb\uFFFD😀\uFFFDc\r\n');
  });
});

describe('an excerpt', () => {
  test('is the whole of a short text, on one line', () => {
    expect(cutExcerpt('  第一段。\n\n 第二段。 ')).toBe('第一段。 第二段。');
    expect(cutExcerpt('')).toBe('');
  });

  test('ends with a sentence when one ends in its second half', () => {
    expect(cutExcerpt('第一句话说完了。第二句话很长很长很长。', 12)).toBe('第一句话说完了。');
  });

  test('else ends at a clause, and says so', () => {
    expect(cutExcerpt('这句话一直不完，还有后半句，再有一句没有句号', 16)).toBe('这句话一直不完，还有后半句…');
  });

  test('never exceeds its length, never ends in half a character', () => {
    const random = new Random(5);
    const pieces = ['青', '😀', '。', '，', ' ', '\n', 'a.', '𠮷', '…'];
    for (let run = 0; run < 500; run++) {
      const text = Array.from({ length: random.below(60) }, () => random.pick(pieces)).join('');
      for (const length of [1, 2, 5, 10, 30, EXCERPT_MAX_LENGTH]) {
        const excerpt = cutExcerpt(text, length);
        expect(excerpt.length, JSON.stringify({ text, length })).toBeLessThanOrEqual(length);
        expect(excerpt, JSON.stringify({ text, length })).toBe(toWellFormedText(excerpt));
      }
    }
  });
});

test('bytewise order is that of UTF-8, which UTF-16 gets wrong beyond the BMP', () => {
  const words = ['', 'A', 'a', 'é', '中', '\uFF5E', '😀', '𠮷', 'ab'];
  const sorted = [...words].sort(compareBytes);
  expect(sorted).toEqual([...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  expect(sorted).not.toEqual([...words].sort());
});
