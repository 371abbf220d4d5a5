import { describe, expect, test } from 'vitest';
import { foldCharacters, foldName } from '../../src/model/fold.ts';
import { categoryKeyOf } from '../../src/model/identity.ts';
import { digestOf, hashKey } from '../../src/model/ids.ts';
import { sortMsOf, UNDATED, UNDATED_SORT_MS } from '../../src/model/publication.ts';

describe('names that fold alike', () => {
  test.each([
    ['臺灣', '台湾'],
    ['廣東省', '广东省'],
    ['ＡＢＣ', 'abc'],
    ['Acme  Corp ', 'acme corp'],
    ['Acme\u3000Corp', 'acme corp'],
    ['①', '1'],
  ])('%s and %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  test.each([
    ['江苏', '江西'],
    ['海南', '海南州'],
    ['Acme Corp', 'AcmeCorp'],
  ])('not %s and %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  test('fold to themselves', () => {
    for (const name of ['臺灣', 'ＡＢＣ ｄ', 'İstanbul', '㍻', 'ﬁ', '齊齊哈爾市'])
      expect(foldName(foldName(name))).toBe(foldName(name));
  });
});

test('folding characters moves no offset', () => {
  for (const text of ['在臺灣與廣東之間😀', 'ABC', '', '𠮷野家與', '⿰亻言'.repeat(3)])
    expect(foldCharacters(text)).toHaveLength(text.length);
  expect(foldCharacters('在臺灣與廣東之間😀')).toBe('在台湾与广东之间😀');
});

describe('a hashed key', () => {
  test('tells apart lists that join alike', () => {
    const keys = [hashKey('a', 'b'), hashKey('ab'), hashKey('a', '', 'b'), hashKey('', 'ab'), hashKey('1:a1:b')];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('counts bytes, not characters', () => {
    expect(hashKey('青', 'a')).not.toBe(hashKey('青a'));
  });

  test('is 27 characters that any address may hold, and never changes', () => {
    expect(hashKey('facts', 'archive', '储能')).toMatch(/^[A-Za-z0-9_-]{27}$/);
    expect(hashKey('a', 'b')).toBe(GOLDEN);
    expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

test('a category’s key leads back to one path only', () => {
  const paths = [['A', 'B'], ['A/B'], ['A%2FB'], ['A', '', 'B'], ['A%252FB']];
  expect(new Set(paths.map(categoryKeyOf)).size).toBe(paths.length);
});

test('an undated article sorts before the earliest instant there is', () => {
  expect(sortMsOf(UNDATED)).toBe(UNDATED_SORT_MS);
  expect(UNDATED_SORT_MS).toBeLessThan(-8.64e15);
  expect(Number.isSafeInteger(UNDATED_SORT_MS)).toBe(true);
  expect(sortMsOf({ ...UNDATED, ms: 0 })).toBe(0);
});

/** First 160 bits of SHA-256 of `1:a1:b`, in base64url. */
const GOLDEN = '-s3eer8erFswEnOrLigvebqwEA8';
