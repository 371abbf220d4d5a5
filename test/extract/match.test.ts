import { expect, test } from 'vitest';
import { createMatcher } from '../../src/extract/match.ts';
import { Random } from '../support/random.ts';

test('every form that begins at an offset is found, the longest first', () => {
  const matcher = createMatcher(['海南', '海南州', '海', '南州']);
  expect(matcher.at('去海南州', 1)).toEqual([4, 1, 3, 0, 2, 2]);
  expect(matcher.at('去海南州', 2)).toEqual([4, 3]);
  expect(matcher.at('去海南州', 0)).toEqual([]);
});

test('the end of a text ends a match', () => {
  const matcher = createMatcher(['内蒙古', '内蒙']);
  expect(matcher.at('内蒙', 0)).toEqual([2, 1]);
  expect(matcher.at('内', 0)).toEqual([]);
  expect(matcher.at('内', 1)).toEqual([]);
});

test('it finds what a search form by form finds, over random forms and texts', () => {
  const letters = ['海', '南', '州', '青', 'a', '👍'];
  const choice = new Random(7);
  const word = (most: number): string =>
    Array.from({ length: 1 + choice.below(most) }, () => letters[choice.below(letters.length)]).join('');
  let found = 0;
  for (let round = 0; round < 200; round++) {
    const forms = [...new Set(Array.from({ length: 20 }, () => word(4)))];
    const matcher = createMatcher(forms);
    const text = word(30);
    for (let start = 0; start < text.length; start++) {
      const expected = forms
        .flatMap((form, id) => (text.startsWith(form, start) ? [[start + form.length, id]] : []))
        .sort((a, b) => (b[0] ?? 0) - (a[0] ?? 0))
        .flat();
      found += expected.length;
      expect(matcher.at(text, start)).toEqual(expected);
    }
  }
  expect(found).toBeGreaterThan(1000);
});
