import type { AuthorKind, Credit, ParsedImage } from '../../model/document.ts';
import { foldName } from '../../model/fold.ts';
import { categoryKeyOf } from '../../model/identity.ts';
import { hashKey } from '../../model/ids.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows } from './bulk.ts';

/** Rows that several articles share, made when the first one needs them. */

/** Ids of categories by key, ancestors included. Two or three statements per level of the tree. */
export async function ensureCategories(
  statements: Statements,
  paths: readonly (readonly string[])[],
): Promise<Map<string, number>> {
  const prefixes = new Map<string, readonly string[]>();
  for (const path of paths)
    for (let depth = 1; depth <= path.length; depth++)
      prefixes.set(categoryKeyOf(path.slice(0, depth)), path.slice(0, depth));
  const ids = await idsByKey(statements, 'Category', [...prefixes.keys()]);
  const missing = [...prefixes].filter(([key]) => !ids.has(key));
  const depths = [...new Set(missing.map(([, path]) => path.length))].sort((a, b) => a - b);
  for (const depth of depths) {
    const rows = missing
      .filter(([, path]) => path.length === depth)
      .map(([key, path]) => ({
        key,
        name: path[depth - 1] as string,
        path: JSON.stringify(path),
        depth,
        parentId: depth > 1 ? (ids.get(categoryKeyOf(path.slice(0, -1))) as number) : null,
      }));
    for (const row of await insertRows<KeyedRow>(statements, 'Category', rows, { returning: ['id', 'key'] }))
      ids.set(row.key, row.id);
  }
  const closure = missing.flatMap(([key, path]) =>
    path.slice(0, -1).map((_, index) => ({
      categoryId: ids.get(key) as number,
      ancestorId: ids.get(categoryKeyOf(path.slice(0, index + 1))) as number,
      distance: path.length - 1 - index,
    })),
  );
  await insertRows(statements, 'CategoryAncestor', closure);
  return ids;
}

export const authorKeyOf = (author: { readonly kind: AuthorKind; readonly name: string }): string =>
  `${author.kind.toLowerCase()}:${foldName(author.name)}`;

/** Ids of authors by key. What they are called and who they are is told by `describeAuthors`. */
export async function ensureAuthors(statements: Statements, credits: readonly Credit[]): Promise<Map<string, number>> {
  const rows = new Map(
    credits.map((credit) => [
      authorKeyOf(credit),
      { key: authorKeyOf(credit), name: credit.name, foldedName: foldName(credit.name), kind: credit.kind },
    ]),
  );
  return await ensureKeyed(statements, 'Author', [...rows.values()]);
}

/** Ids of tags by folded name. What they are called is told by `describeTags`. */
export async function ensureTags(statements: Statements, tags: readonly string[]): Promise<Map<string, number>> {
  return await ensureKeyed(statements, 'Tag', [
    ...new Map(tags.map((tag) => [foldName(tag), { key: foldName(tag), name: tag }])).values(),
  ]);
}

export const imageKeyOf = (image: Pick<ParsedImage, 'url'>): string => hashKey('image', image.url);

/** Ids of images by key. What their uses say of them is told by `describeImages`. */
export async function ensureImages(
  statements: Statements,
  images: readonly ParsedImage[],
): Promise<Map<string, number>> {
  return await ensureKeyed(statements, 'Image', [
    ...new Map(images.map((image) => [imageKeyOf(image), { key: imageKeyOf(image), url: image.url }])).values(),
  ]);
}

interface KeyedRow {
  readonly id: number;
  readonly key: string;
}

async function ensureKeyed(
  statements: Statements,
  model: 'Author' | 'Tag' | 'Image',
  rows: readonly { readonly key: string }[],
): Promise<Map<string, number>> {
  await insertRows(statements, model, rows, { onConflict: sql`DO NOTHING` });
  return await idsByKey(
    statements,
    model,
    rows.map((row) => row.key),
  );
}

async function idsByKey(
  statements: Statements,
  model: 'Category' | 'Author' | 'Tag' | 'Image',
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await query<KeyedRow>(
    statements,
    sql`SELECT "id", "key" FROM ${name(model)} WHERE ${isOneOf(statements, name('key'), keys)}`,
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}
