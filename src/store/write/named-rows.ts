import { foldName } from '../../model/fold.ts';
import { categoryKeyOf } from '../../model/identity.ts';
import { hashKey } from '../../model/ids.ts';
import type { AuthorKind, Credit, ParsedImage } from '../../model/document.ts';
import type { Statements } from '../client.ts';
import { compareBytes } from '../../model/text.ts';
import { execute, isOneOf, query } from '../run.ts';
import { join, name, raw, sql } from '../sql.ts';
import { insertRows, updateRows } from './bulk.ts';

/**
 * Rows that several articles share, made when the first one needs them. Where articles spell one name in
 * several ways, the smallest spelling in byte order is shown, so that no order of files matters.
 */

/** Ids of categories by key, ancestors included. Two or three statements per level of the tree. */
export async function ensureCategories(statements: Statements, paths: readonly (readonly string[])[]): Promise<Map<string, number>> {
  const prefixes = new Map<string, readonly string[]>();
  for (const path of paths) for (let depth = 1; depth <= path.length; depth++) prefixes.set(categoryKeyOf(path.slice(0, depth)), path.slice(0, depth));
  const ids = await idsByKey(statements, 'Category', [...prefixes.keys()]);
  const missing = [...prefixes].filter(([key]) => !ids.has(key));
  const depths = [...new Set(missing.map(([, path]) => path.length))].sort((a, b) => a - b);
  for (const depth of depths) {
    const rows = missing
      .filter(([, path]) => path.length === depth)
      .map(([key, path]) => ({ key, name: path[depth - 1] as string, path: JSON.stringify(path), depth, parentId: depth > 1 ? (ids.get(categoryKeyOf(path.slice(0, -1))) as number) : null }));
    for (const row of await insertRows<KeyedRow>(statements, 'Category', rows, { returning: ['id', 'key'] })) ids.set(row.key, row.id);
  }
  const closure = missing.flatMap(([key, path]) =>
    path.slice(0, -1).map((_, index) => ({ categoryId: ids.get(key) as number, ancestorId: ids.get(categoryKeyOf(path.slice(0, index + 1))) as number, distance: path.length - 1 - index })),
  );
  await insertRows(statements, 'CategoryAncestor', closure);
  return ids;
}

export const authorKeyOf = (author: { readonly kind: AuthorKind; readonly name: string }): string =>
  `${author.kind.toLowerCase()}:${foldName(author.name)}`;

/** Ids of authors by key. `entityIdOf` tells the Person or Organization an author is, when that is known. */
export async function ensureAuthors(statements: Statements, credits: readonly Credit[], entityIdOf: (credit: Credit) => number | null): Promise<Map<string, number>> {
  const rows = smallestSpelling(credits.map((credit) => ({ key: authorKeyOf(credit), name: credit.name, foldedName: foldName(credit.name), kind: credit.kind, entityId: entityIdOf(credit) })));
  return await ensureNamed(statements, 'Author', rows);
}

/** Ids of tags by folded name. */
export async function ensureTags(statements: Statements, tags: readonly string[]): Promise<Map<string, number>> {
  return await ensureNamed(statements, 'Tag', smallestSpelling(tags.map((tag) => ({ key: foldName(tag), name: tag }))));
}

export const imageKeyOf = (image: Pick<ParsedImage, 'url'>): string => hashKey('image', image.url);

/** Ids of images by key. What their uses say of them is gathered by {@link describeImages}. */
export async function ensureImages(statements: Statements, images: readonly ParsedImage[]): Promise<Map<string, number>> {
  const rows = [...new Map(images.map((image) => [imageKeyOf(image), { key: imageKeyOf(image), url: image.url }])).values()];
  await insertRows(statements, 'Image', rows, { onConflict: sql`DO NOTHING` });
  return await idsByKey(statements, 'Image', rows.map((row) => row.key));
}

/** Gathers an image's texts and size from its uses. Index: ArticleImage(imageId, …). */
export async function describeImages(statements: Statements, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const gathered = (aggregate: 'min' | 'max', column: string) =>
    sql`${name(column)} = (SELECT ${raw(aggregate)}(u.${name(column)}) FROM ${name('ArticleImage')} u WHERE u."imageId" = ${name('Image', 'id')})`;
  await execute(
    statements,
    sql`UPDATE ${name('Image')} SET ${join([gathered('min', 'alt'), gathered('min', 'caption'), gathered('max', 'width'), gathered('max', 'height')])} WHERE ${isOneOf(statements, name('id'), ids)}`,
  );
}

interface KeyedRow {
  readonly id: number;
  readonly key: string;
}

async function ensureNamed(statements: Statements, model: 'Author' | 'Tag', rows: readonly { readonly key: string; readonly name: string }[]): Promise<Map<string, number>> {
  await insertRows(statements, model, rows, { onConflict: sql`DO NOTHING` });
  const stored = await query<KeyedRow & { name: string }>(statements, sql`SELECT "id", "key", "name" FROM ${name(model)} WHERE ${isOneOf(statements, name('key'), rows.map((row) => row.key))}`);
  const byKey = new Map(stored.map((row) => [row.key, row]));
  const renamed = rows.flatMap((row) => {
    const existing = byKey.get(row.key) as KeyedRow & { name: string };
    return compareBytes(row.name, existing.name) < 0 ? [{ id: existing.id, name: row.name }] : [];
  });
  await updateRows(statements, model, renamed);
  return new Map(stored.map((row) => [row.key, row.id]));
}

async function idsByKey(statements: Statements, model: 'Category' | 'Image', keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await query<KeyedRow>(statements, sql`SELECT "id", "key" FROM ${name(model)} WHERE ${isOneOf(statements, name('key'), keys)}`);
  return new Map(rows.map((row) => [row.key, row.id]));
}

function smallestSpelling<T extends { readonly key: string; readonly name: string }>(rows: readonly T[]): T[] {
  const byKey = new Map<string, T>();
  for (const row of rows) {
    const known = byKey.get(row.key);
    if (!known || compareBytes(row.name, known.name) < 0) byKey.set(row.key, row);
  }
  return [...byKey.values()];
}
