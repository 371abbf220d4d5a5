import { isDense } from '../../model/search-form.ts';
import { soughtForms, type TextQuery } from '../../model/text-query.ts';
import { join, name, raw, type Sql, sql } from '../sql.ts';
import { type ArticleFilter, articleRoot } from './article-root.ts';
import { Compiler, limitOf, whereOf } from './compile.ts';
import { afterPosition } from './keyset.ts';
import type { Reader } from './reader.ts';
import { matchingIds } from './text-match.ts';

/**
 * How relevant an article is to a query. For each term sought (those left out do not count) its share of a sum,
 * after BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009):
 *
 *     score = Σ weight · (1 − K / (tf + K))     K = k1 · (1 − b + b · length / PIVOT_LENGTH)
 *
 * - `weight`: the term's idf, log(1 + (N − n + ½) / (n + ½)), as a share of the sum of all terms' idf, so that a score
 *   lies between 0 and 1. N articles, n of which have the term.
 * - `tf`: how often it stands in the text, and TITLE_WEIGHT times how often in the title; without overlaps. Of a term
 *   in a script with spaces, within a longer word is worth a quarter of standing by itself.
 * - `length`: of the visible text. A fixed pivot stands for the average, which changes with every article.
 *
 * From columns that both databases hold, in whole billionths, so that both give one order.
 */
export const SCORE_UNIT = 1_000_000_000;
const K1 = 1.2;
const B = 0.75;
const PIVOT_LENGTH = 1000;
const TITLE_WEIGHT = 5;
/** Occurrences are counted in quarters. */
const WHOLE = 4;

export interface Weighting {
  /** Of the content, when the terms were counted. */
  readonly revision: number;
  readonly terms: readonly { readonly form: string; readonly weight: number }[];
}

/** Counts the articles that have each term, when there is more than one: one statement. Index: as {@link matchingIds}. */
export async function weighTerms(reader: Reader, query: TextQuery): Promise<Weighting> {
  const forms = soughtForms(query);
  const isAlone = forms.length === 1;
  const counts = forms.map((form, index) => {
    const ids = matchingIds({ kind: 'TERM', form }, reader.dialect.search);
    return sql`${isAlone ? sql`0` : sql`(SELECT count(DISTINCT "id") FROM (${ids}) AS "t")`} AS ${name(`n${index}`)}`;
  });
  const columns = forms.map((_, index) => `n${index}`);
  const [row] = await reader.run<Record<string, number>>(
    sql`SELECT "revision", "articleCount", ${join(counts)} FROM ${name('Corpus')} WHERE "id" = 1`,
    ['revision', 'articleCount', ...columns],
  );
  if (row === undefined) throw new Error('The database has no corpus row');
  const rarity = columns.map((column) => idf(row.articleCount as number, row[column] as number));
  const total = rarity.reduce((sum, value) => sum + value, 0);
  return {
    revision: row.revision as number,
    terms: forms.map((form, index) => ({ form, weight: (rarity[index] as number) / total })),
  };
}

/** Above zero however common a term is. */
const idf = (all: number, having: number): number => Math.log(1 + (Math.max(0, all - having) + 0.5) / (having + 0.5));

export interface RelevantArticle {
  readonly id: number;
  readonly key: string;
  /** In units of {@link SCORE_UNIT}. */
  readonly score: number;
}

/**
 * Articles under a filter, the most relevant first; of equal ones the greater key first. One statement, which reads
 * the search texts of all that match: an order by relevance has to know them all.
 */
export async function findRelevant(
  reader: Reader,
  filter: ArticleFilter,
  page: {
    readonly terms: Weighting['terms'];
    readonly beyond: { readonly score: number; readonly key: string } | null;
    readonly direction: 'asc' | 'desc';
    readonly take: number;
  },
): Promise<RelevantArticle[]> {
  const compiler = new Compiler(reader.dialect);
  const root = articleRoot(filter, compiler);
  const columns = new Map([
    ['score', name('m', 'score')],
    ['key', name('m', 'key')],
  ]);
  const { beyond } = page;
  const beyondIt = beyond
    ? [
        compiler.whereColumns(
          columns,
          afterPosition(
            [
              ['score', beyond.score],
              ['key', beyond.key],
            ],
            page.direction,
          ),
        ),
      ]
    : [];
  const way = page.direction === 'asc' ? sql`ASC` : sql`DESC`;
  return await reader.run<RelevantArticle>(
    sql`WITH "m" AS MATERIALIZED (SELECT ${name(root.article, 'id')} AS "id", ${root.key} AS "key", ${scoreOf(page.terms, name(root.article, 'textLength'))} AS "score" FROM ${root.from} JOIN ${name('SearchText')} ON ${name('SearchText', 'articleId')} = ${name(root.article, 'id')}${whereOf(root.conditions)}) SELECT "id", "key", "score" FROM "m"${whereOf(beyondIt)} ORDER BY "score" ${way}, "key" ${way}${limitOf(page.take)}`,
    ['id', 'key', 'score'],
  );
}

/** Scores of given articles by internal id, in units of {@link SCORE_UNIT}; one statement. Index: primary keys. */
export async function findScores(
  reader: Reader,
  ids: readonly number[],
  terms: Weighting['terms'],
): Promise<Map<number, number>> {
  const rows = await reader.run<{ id: number; score: number }>(
    sql`SELECT a."id", ${scoreOf(terms, name('a', 'textLength'))} AS "score" FROM ${name('Article')} a JOIN ${name('SearchText')} ON ${name('SearchText', 'articleId')} = a."id" WHERE a."id" IN (${reader.dialect.values(ids)})`,
    ['id', 'score'],
  );
  return new Map(rows.map((row) => [row.id, row.score]));
}

function scoreOf(terms: Weighting['terms'], length: Sql): Sql {
  const k = sql`(${real(WHOLE * K1 * (1 - B))} + ${real((WHOLE * K1 * B) / PIVOT_LENGTH)} * ${length})`;
  const shares = terms.map(
    ({ form, weight }) =>
      sql`${real(weight)} * (${real(1)} - ${k} / (${occurrences('text', form)} + ${raw(String(TITLE_WEIGHT))} * ${occurrences('title', form)} + ${k}))`,
  );
  return sql`CAST(floor(${real(SCORE_UNIT)} * (${join(shares, ' + ')})) AS BIGINT)`;
}

const real = (value: number): Sql => sql`CAST(${value} AS DOUBLE PRECISION)`;

/** In units of a {@link WHOLE}th. */
function occurrences(column: 'title' | 'text', form: string): Sql {
  const text = name('SearchText', column);
  const before = isDense(form, 0) ? '' : ' ';
  const after = isDense(form, lastCharacter(form)) ? '' : ' ';
  if (before === '' && after === '') return sql`${raw(String(WHOLE))} * ${countOf(text, form)}`;
  return sql`(${countOf(text, form)} + ${raw(String(WHOLE - 1))} * ${countOf(sql`' ' || ${text} || ' '`, before + form + after)})`;
}

const lastCharacter = (form: string): number => form.length - ([...form].at(-1) as string).length;

/** How often a piece stands in a text, without overlaps, from the left. */
const countOf = (text: Sql, piece: string): Sql =>
  sql`((length(${text}) - length(replace(${text}, ${piece}, ''))) / ${raw(String([...piece].length))})`;
