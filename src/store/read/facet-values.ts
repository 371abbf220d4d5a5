import type { EntityType, PlaceLevel } from '../../model/entity.ts';
import { empty, name, type Sql, sql } from '../sql.ts';
import type { Compiler } from './compile.ts';

/** What articles are grouped by. */
export type FacetKind = 'ENTITIES' | 'CATEGORIES' | 'AUTHORS' | 'SOURCES' | 'TAGS' | 'LANGUAGES' | 'MONTHS';

/** Which values of a kind are counted. */
export interface FacetValues {
  readonly kind: FacetKind;
  /** Entities of these types or levels alone. */
  readonly types?: readonly EntityType[];
  readonly levels?: readonly PlaceLevel[];
  /** Authors in this role alone. */
  readonly role?: string;
}

/** How the values of a kind hang on articles, and what they are called. */
interface FacetShape {
  /** Table of the values' names; null where the value is its own name. */
  readonly named: string | null;
  /** Table that joins articles to them, and its column; null where the article itself has the value. */
  readonly link: readonly [table: string, column: string] | null;
  /** What the article itself has. */
  readonly own?: Sql;
}

export const FACET_SHAPES = {
  ENTITIES: { named: 'Entity', link: ['ArticleEntity', 'entityId'] },
  CATEGORIES: { named: 'Category', link: ['ArticleCategory', 'categoryId'] },
  AUTHORS: { named: 'Author', link: ['Contribution', 'authorId'] },
  TAGS: { named: 'Tag', link: ['ArticleTag', 'tagId'] },
  SOURCES: { named: 'Source', link: null, own: sql`"sourceId"` },
  LANGUAGES: { named: null, link: null, own: sql`"language"` },
  MONTHS: { named: null, link: null, own: sql`CASE WHEN "precision" <> 'YEAR' THEN substr("publishedDate", 1, 7) END` },
} as const satisfies Record<FacetKind, FacetShape>;

/**
 * One row for each value of each article of a set: "value", "articleId", "storyId".
 * Index: the joining table's primary key, or (articleId, …).
 */
export function valuesOf(set: Sql, values: FacetValues, compiler: Compiler): Sql {
  const { link, own }: FacetShape = FACET_SHAPES[values.kind];
  if (!link)
    return sql`SELECT "v"."value", "articleId", "storyId" FROM (SELECT ${own ?? empty} AS "value", "articleId", "storyId" FROM ${set}) AS "v" WHERE "v"."value" IS NOT NULL`;
  const [table, column] = link;
  const alias = compiler.alias();
  return sql`SELECT ${name(alias, column)} AS "value", "s"."articleId", "s"."storyId" FROM ${set} AS "s" JOIN ${name(table)} AS ${name(alias)} ON ${name(alias, 'articleId')} = "s"."articleId" WHERE ${compiler.where(table, alias, linkWhere(values))}`;
}

/**
 * The same counts for the whole corpus, from the totals that are kept with the rows: "value", "n", and "stories"
 * where that is kept too. Null where none are. Index: (articleCount, key), and before it the type.
 */
export function keptCounts(values: FacetValues, compiler: Compiler): Sql | null {
  const { named }: FacetShape = FACET_SHAPES[values.kind];
  if (named === null || values.role !== undefined) return null;
  const alias = compiler.alias();
  const where = { ...linkWhere(values), articleCount: { gt: 0 } };
  const { isFirst: _, ...own } = where as { isFirst?: boolean } & typeof where;
  const stories = values.kind === 'ENTITIES' ? name(alias, 'storyCount') : sql`NULL`;
  return sql`SELECT ${name(alias, 'id')} AS "value", ${name(alias, 'articleCount')} AS "n", ${stories} AS "stories", ${name(alias, 'key')} AS "key" FROM ${name(named)} AS ${name(alias)} WHERE ${compiler.where(named, alias, own)}`;
}

function linkWhere({ kind, types, levels, role }: FacetValues) {
  if (kind === 'AUTHORS') return role === undefined ? { isFirst: true } : { role };
  return { ...(types ? { type: oneOf(types) } : {}), ...(levels ? { level: oneOf(levels) } : {}) };
}

const oneOf = (list: readonly string[]) => (list.length === 1 ? list[0] : { in: list });
