import { describe, expect, test } from 'vitest';
import { findHighlights } from '../../src/model/highlight.ts';
import { toSearchForm, traceSearchForm } from '../../src/model/search-form.ts';
import { gramsOf, gramsOfTerm } from '../../src/model/search-gram.ts';
import { Random } from '../support/random.ts';
import { scanCovered, scanForm } from '../support/search-oracle.ts';
import { randomText } from '../support/search-world.ts';

const random = new Random(3);
const texts = Array.from({ length: 300 }, () => randomText(random, 1 + random.below(20)));
const slices = texts.flatMap((text) => {
  const characters = [...text];
  return Array.from({ length: 8 }, () => {
    const start = random.below(characters.length);
    return { text, slice: characters.slice(start, start + 1 + random.below(6)).join('') };
  });
});

describe('a search form', () => {
  test.each([
    ['「OpenAI、發布5G」', 'openai 发布 5g'],
    ['Pokémon Poke\u0301mon ﬁne', 'pokemon pokemon fine'],
    ['１２Ａ㎡①½', '12am211 2'],
    ['𠀀房🎉𝐀b', '𠀀房 ab'],
    ['がガ ー々〇', 'がガ ー々〇'],
    ['C++ 5%_x', 'c 5 x'],
    ['%_。', ''],
    ['', ''],
  ])('of %j is %j', (text, form) => expect(toSearchForm(text)).toBe(form));

  test('is what the folded characters say, run by run', () => {
    for (const text of texts) expect(toSearchForm(text), text).toBe(scanForm(text));
  });

  test('of a piece lies within the form of the whole', () => {
    for (const { text, slice } of slices)
      expect(toSearchForm(text), `${slice} of ${text}`).toContain(toSearchForm(slice));
  });

  test('is traced to whole characters, in order', () => {
    for (const text of texts) {
      const { form, starts, ends } = traceSearchForm(text);
      expect(form).toBe(toSearchForm(text));
      for (let i = 0; i < form.length; i++) {
        const [start, end] = [starts[i] as number, ends[i] as number];
        expect(start).toBeGreaterThanOrEqual(i === 0 ? 0 : (starts[i - 1] as number));
        if (form[i] !== ' ') expect(toSearchForm(text.slice(start, end))).toContain(form[i]);
      }
    }
  });

  test('of a long text is made whole', () => {
    const text = '储能AI、'.repeat(200_000);
    expect(toSearchForm(text).length).toBe(6 * 200_000 - 1);
    expect(traceSearchForm('ﷺ'.repeat(1000)).form).toBe(toSearchForm('ﷺ'.repeat(1000)));
  });
});

describe('the grams of a term', () => {
  const holds = (grams: ReadonlySet<string>, term: string) =>
    gramsOfTerm(term).grams.every(({ gram, isPrefix }) =>
      isPrefix ? [...grams].some((one) => one.startsWith(gram)) : grams.has(gram),
    );

  test('are among those of every text that has it', () => {
    for (const { text, slice } of slices) {
      const term = toSearchForm(slice);
      if (term !== '') expect(holds(gramsOf([toSearchForm(text)]), term), `${term} of ${text}`).toBe(true);
    }
  });

  test('tell alone, where they say so, which texts have it', () => {
    let exact = 0;
    for (const { slice } of slices) {
      const term = toSearchForm(slice);
      if (term === '' || !gramsOfTerm(term).isExact) continue;
      exact++;
      for (const text of texts.slice(0, 20)) {
        const form = toSearchForm(text);
        expect(holds(gramsOf([form]), term), `${term} in ${form}`).toBe(form.includes(term));
      }
    }
    expect(exact).toBeGreaterThan(300);
  });

  test('are a bounded number, of a term of any length', () => {
    expect(gramsOfTerm('储能青海发展房地产业工作会议'.repeat(70)).grams.length).toBeLessThanOrEqual(24);
  });
});

describe('highlights', () => {
  test('cover exactly what the terms cover, each span whole and in order', () => {
    let found = 0;
    for (const { text, slice } of slices.slice(0, 800)) {
      const forms = [toSearchForm(slice), toSearchForm(random.pick(slices).slice)].filter((form) => form !== '');
      if (forms.length === 0) continue;
      const spans = findHighlights(text, forms, 1000);
      const covered = spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n));
      expect(covered, `${forms} in ${text}`).toEqual(scanCovered(forms, text));
      found += spans.length;
      for (const { start, end } of spans)
        expect(forms.some((form) => toSearchForm(text.slice(start, end)).includes(form))).toBe(true);
      expect(findHighlights(text, forms, 1)).toHaveLength(Math.min(1, spans.length));
    }
    expect(found).toBeGreaterThan(1000);
  });

  test('of a text full of them stop at the number asked for', () => {
    expect(findHighlights('储、'.repeat(100_000), ['储'], 3)).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 3 },
      { start: 4, end: 5 },
    ]);
    expect(findHighlights('储能', [], 3)).toEqual([]);
    expect(findHighlights('储能', ['储'], 0)).toEqual([]);
  });
});
