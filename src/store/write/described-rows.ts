import type { Statements } from '../database.ts';
import { execute, isOneOf } from '../run.ts';
import { join, name, raw, type Sql, sql } from '../sql.ts';
import { recordsOf } from './bulk.ts';

/**
 * What shared rows show is gathered from the articles that use them now: of several spellings the smallest in
 * byte order. So neither the order of files nor what was once there matters.
 */

/** Index: Contribution(authorId, creditedName). */
export async function describeAuthors(statements: Statements, ids: readonly number[]): Promise<void> {
  await gather(statements, {
    model: 'Author',
    ids,
    uses: 'Contribution',
    link: 'authorId',
    columns: [['name', 'min', 'creditedName']],
  });
}

/** Index: ArticleTag(tagId, name). */
export async function describeTags(statements: Statements, ids: readonly number[]): Promise<void> {
  await gather(statements, {
    model: 'Tag',
    ids,
    uses: 'ArticleTag',
    link: 'tagId',
    columns: [['name', 'min', 'name']],
  });
}

/** What one use says of an image. */
export interface ImageUse {
  readonly imageId: number;
  readonly alt: string | null;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * `added`: uses that were only added, merged into what is there, for one picture may stand in every article.
 * `reduced`: images that lost a use, gathered anew. Index: ArticleImage(imageId, …).
 */
export async function describeImages(
  statements: Statements,
  added: readonly ImageUse[],
  reduced: readonly number[],
): Promise<void> {
  await mergeUses(statements, added);
  const columns = [
    ['alt', 'min', 'alt'],
    ['caption', 'min', 'caption'],
    ['width', 'max', 'width'],
    ['height', 'max', 'height'],
  ] as const;
  await gather(statements, { model: 'Image', ids: reduced, uses: 'ArticleImage', link: 'imageId', columns });
}

/**
 * Tells which entity an author is: a person of the same key, or the one organisation of the gazetteer that goes
 * by the name. `which` chooses among authors `a`. Index: EntityKey primary key, Alias(folded).
 */
export async function identifyAuthors(statements: Statements, which: Sql): Promise<void> {
  const person = sql`(SELECT k."entityId" FROM ${name('EntityKey')} k WHERE k."key" = a."key")`;
  const organization = sql`(SELECT min(e."id") FROM ${name('Alias')} l JOIN ${name('Entity')} e ON e."id" = l."entityId" WHERE l."folded" = a."foldedName" AND e."isGazetteer" AND e."type" = ${'ORGANIZATION'} HAVING count(DISTINCT e."id") = 1)`;
  await execute(
    statements,
    sql`UPDATE ${name('Author')} AS a SET "entityId" = CASE WHEN a."kind" = ${'PERSON'} THEN ${person} ELSE ${organization} END WHERE ${which}`,
  );
}

async function mergeUses(statements: Statements, added: readonly ImageUse[]): Promise<void> {
  if (added.length === 0) return;
  const merged = (column: string, wins: string) =>
    sql`${name(column)} = CASE WHEN ${name('Image', column)} IS NULL OR s.${name(column)} ${raw(wins)} ${name('Image', column)} THEN coalesce(s.${name(column)}, ${name('Image', column)}) ELSE ${name('Image', column)} END`;
  const of = (aggregate: string, column: string) => sql`${raw(aggregate)}(${name(column)}) AS ${name(column)}`;
  const uses = sql`SELECT "imageId", ${join([of('min', 'alt'), of('min', 'caption'), of('max', 'width'), of('max', 'height')])} FROM (${recordsOf(statements, 'ArticleImage', added)}) AS "u" GROUP BY "imageId"`;
  await execute(
    statements,
    sql`UPDATE ${name('Image')} SET ${join([merged('alt', '<'), merged('caption', '<'), merged('width', '>'), merged('height', '>')])} FROM (${uses}) AS s WHERE ${name('Image', 'id')} = s."imageId"`,
  );
}

interface Gathering {
  readonly model: string;
  readonly ids: readonly number[];
  readonly uses: string;
  readonly link: string;
  readonly columns: readonly (readonly [column: string, aggregate: 'min' | 'max', of: string])[];
}

/** Rows no longer used at all are left as they are: they are about to go. */
async function gather(statements: Statements, { model, ids, uses, link, columns }: Gathering): Promise<void> {
  if (ids.length === 0) return;
  const ofThis = sql`u.${name(link)} = ${name(model, 'id')}`;
  const assignments = columns.map(
    ([column, aggregate, of]) =>
      sql`${name(column)} = (SELECT ${raw(aggregate)}(u.${name(of)}) FROM ${name(uses)} u WHERE ${ofThis})`,
  );
  await execute(
    statements,
    sql`UPDATE ${name(model)} SET ${join(assignments)} WHERE ${isOneOf(statements, name('id'), ids)} AND EXISTS (SELECT 1 FROM ${name(uses)} u WHERE ${ofThis})`,
  );
}
