import type { ParsedDocument } from '../../src/model/document.ts';
import type { TextQuery } from '../../src/model/text-query.ts';
import { makeDocument, publishedAt } from './documents.ts';
import type { Random } from './random.ts';
import { scanForm } from './search-oracle.ts';

/** Few pieces, so that they meet; of every script, width and kind that folding and dividing tell apart. */
const PIECES = [
  '储能',
  '儲能',
  '储',
  '能源',
  '青海省',
  '青海',
  '海',
  '发展',
  '發展',
  '房地产',
  '房产',
  '地',
  '𠀀房',
  '乙。',
  '甲、',
  'AI',
  'ai ',
  ' OpenAI',
  'said ',
  '5G',
  'GPT-4',
  'Pokémon ',
  'Poke\u0301mon',
  'ｆｉｎｅ',
  'ﬁne',
  '2021',
  '12月',
  '㎡',
  '①',
  ' ',
  '，',
  '\n',
  '🎉',
  '%',
  '_',
  "'",
  '"',
  '\\',
  '*',
  '(',
  'の',
  'ガス',
  '한국',
];

export const randomText = (random: Random, pieces: number): string =>
  Array.from({ length: pieces }, () => random.pick(PIECES)).join('');

export const randomSearchDocument = (random: Random, id: number): ParsedDocument => {
  const title = `${id} ${randomText(random, 1 + random.below(4))}`;
  const text = randomText(random, random.chance(0.1) ? 0 : 1 + random.below(40)) || '空';
  return makeDocument({
    title,
    text,
    html: '<p></p>',
    excerpt: '',
    canonicalUrl: `https://example.org/${id}`,
    publication: random.chance(0.2) ? makeDocument().publication : publishedAt(`202${random.below(3)}-05-26T12:30:00Z`),
  });
};

/** A term that some article is likely to have: a slice of such a text. */
export function randomTerm(random: Random): string {
  for (;;) {
    const characters = [...randomText(random, 4).replaceAll('"', '')];
    const start = random.below(characters.length);
    const term = characters.slice(start, start + 1 + random.below(5)).join('');
    if (scanForm(term) !== '') return term;
  }
}

/** A query and what it means, said apart. */
export function randomQuery(random: Random, depth = 2): { readonly text: string; readonly query: TextQuery } {
  const term = () => {
    const sought = randomTerm(random);
    return { text: `"${sought}"`, query: { kind: 'TERM', form: scanForm(sought) } as TextQuery };
  };
  if (depth === 0 || random.chance(0.4)) return term();
  const parts = Array.from({ length: 2 + random.below(2) }, () => randomQuery(random, depth - 1));
  const of = parts.map((part) => part.query);
  const grouped = parts.map((part) => `(${part.text})`);
  if (random.chance(0.5)) return { text: grouped.join(' OR '), query: { kind: 'ANY', of } };
  const left = random.chance(0.5) ? [randomQuery(random, depth - 1)] : [];
  return {
    text: [...grouped, ...left.map((part) => random.pick([`-(${part.text})`, `NOT (${part.text})`]))].join(
      random.pick([' ', ' AND ']),
    ),
    query: { kind: 'ALL', of, without: left.map((part) => part.query) },
  };
}
