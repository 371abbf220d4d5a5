import { Converter } from 'opencc-js/t2cn';
import { compareBytes } from '../../src/model/text.ts';
import type { TextQuery } from '../../src/model/text-query.ts';

/** An article as a full scan of all of them sees it. */
export interface ScannedArticle {
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

const simplify = Converter({ from: 't', to: 'cn' });

const foldCharacter = (character: string): string => {
  const plain = [...character.normalize('NFKC').toLowerCase()].map((one) => {
    const simplified = one >= '㐀' && one <= '鿿' ? simplify(one) : one;
    return simplified.length === 1 ? simplified : one;
  });
  return plain
    .map((one) =>
      /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Mn}]/u.test(one) ? one.normalize('NFD') : one,
    )
    .join('')
    .replace(/[\u0300-\u036f]/g, '');
};

const CJK = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Bopomofo}';
const RUN = new RegExp(`(?:(?=[${CJK}])[\\p{L}\\p{N}])+|(?:(?![${CJK}])[\\p{L}\\p{N}])+`, 'gu');

/** The search form, said once more in the simplest way: fold each character, keep the runs. */
export const scanForm = (text: string): string => ([...text].map(foldCharacter).join('').match(RUN) ?? []).join(' ');

const formsOf = ({ title, text }: ScannedArticle) => [scanForm(title), scanForm(text)] as const;

/** Whether a full scan of the article finds the query. */
export function scanMatches(query: TextQuery, article: ScannedArticle): boolean {
  if (query.kind === 'TERM') return formsOf(article).some((form) => form.includes(query.form));
  if (query.kind === 'ANY') return query.of.some((part) => scanMatches(part, article));
  return (
    query.of.every((part) => scanMatches(part, article)) && !query.without.some((part) => scanMatches(part, article))
  );
}

const termsOf = (query: TextQuery): string[] =>
  query.kind === 'TERM' ? [query.form] : [...new Set(query.of.flatMap(termsOf))];

const count = (text: string, piece: string): number => text.split(piece).length - 1;

/** Quarters: a piece with a border in a script with spaces counts a whole only when it stands by itself. */
function occurrences(form: string, term: string): number {
  const isCjk = (character: string) => new RegExp(`[${CJK}]`, 'u').test(character);
  const characters = [...term];
  const padded = `${isCjk(characters[0] as string) ? '' : ' '}${term}${isCjk(characters.at(-1) as string) ? '' : ' '}`;
  return padded === term ? 4 * count(form, term) : count(form, term) + 3 * count(` ${form} `, padded);
}

/** All articles that match, most relevant first, with their scores: every text read, every occurrence counted. */
export function scanSearch(
  query: TextQuery,
  articles: readonly ScannedArticle[],
): { readonly key: string; readonly score: number }[] {
  const terms = termsOf(query);
  const idf = terms.map((term) => {
    const having =
      terms.length === 1 ? 0 : articles.filter((one) => scanMatches({ kind: 'TERM', form: term }, one)).length;
    return Math.log(1 + (articles.length - having + 0.5) / (having + 0.5));
  });
  const total = idf.reduce((sum, value) => sum + value, 0);
  return articles
    .filter((article) => scanMatches(query, article))
    .map((article) => {
      const [title, text] = formsOf(article);
      const k = 4 * 1.2 * (1 - 0.75) + ((4 * 1.2 * 0.75) / 1000) * article.text.length;
      const score = terms
        .map((term, index) => {
          const tf = occurrences(text, term) + 5 * occurrences(title, term);
          return ((idf[index] as number) / total) * (1 - k / (tf + k));
        })
        .reduce((sum, share) => sum + share);
      return { key: article.key, score: Math.floor(1_000_000_000 * score) };
    })
    .sort((a, b) => b.score - a.score || -compareBytes(a.key, b.key));
}

/** Offsets of a text that a term covers: all pieces are tried, and of those that have it the least ones count. */
export function scanCovered(terms: readonly string[], text: string): number[] {
  const borders = [0];
  for (const character of text) borders.push((borders.at(-1) as number) + character.length);
  const has = (from: number, to: number, term: string) =>
    scanForm(text.slice(borders[from], borders[to])).includes(term);
  const covered = new Set<number>();
  for (const term of terms)
    for (let from = 0; from < borders.length; from++) {
      let to = from + 1;
      while (to < borders.length && !has(from, to, term)) to++;
      if (to === borders.length || has(from + 1, to, term)) continue;
      for (let at = borders[from] as number; at < (borders[to] as number); at++) covered.add(at);
    }
  return [...covered].sort((a, b) => a - b);
}
