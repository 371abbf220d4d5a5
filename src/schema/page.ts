import { DatelineError } from '../errors.ts';
import { afterPosition, type KeysetTerm, upToPosition } from '../store/read/keyset.ts';
import type { Root } from '../store/read/plan.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Order, Query, Selection, Where } from '../store/read/selection.ts';
import type { ArticleSet } from './article-set.ts';
import { decodeCursor, encodeCursor, type OrderColumn } from './cursor.ts';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The order a list is read in. Its columns run in one direction and end in a public key or a position. */
export interface ListOrder {
  /** Part of every cursor: one made for another order is refused. */
  readonly name: string;
  readonly columns: readonly OrderColumn[];
  readonly direction: 'asc' | 'desc';
  /** Columns that a row does not have itself, by the relation to the row that does. */
  readonly through?: Readonly<Record<string, string>>;
}

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** One page asked for, validated. */
export interface Page {
  readonly order: ListOrder;
  readonly size: number;
  readonly isBackward: boolean;
  /** Where it starts, exclusive; null at the end it starts from. */
  readonly position: readonly KeysetTerm[] | null;
  /** Direction the database reads in: the order's, turned round for `last`. */
  readonly direction: 'asc' | 'desc';
}

/** Throws BAD_PAGE and BAD_CURSOR. */
export function readPage(args: PageArgs, order: ListOrder): Page {
  const { first, after, last, before } = args;
  const isBackward = last != null || (before != null && first == null);
  if (first != null && last != null) throw new DatelineError('BAD_PAGE', 'Both first and last were given');
  if (isBackward ? after != null : before != null)
    throw new DatelineError('BAD_PAGE', 'A page goes on after a cursor with first, or ends before one with last');
  const size = readSize(isBackward ? last : first);
  const cursor = isBackward ? before : after;
  const values = cursor == null ? null : decodeCursor(cursor, order.name, order.columns);
  const turned = order.direction === 'asc' ? 'desc' : 'asc';
  return {
    order,
    size,
    isBackward,
    position: values && order.columns.map((column, index) => [column, values[index] as string | number] as const),
    direction: isBackward ? turned : order.direction,
  };
}

/** Throws BAD_PAGE. */
export function readSize(asked: number | null | undefined): number {
  const size = asked ?? DEFAULT_PAGE_SIZE;
  if (size < 0 || size > MAX_PAGE_SIZE)
    throw new DatelineError('BAD_PAGE', `A page holds 0 to ${MAX_PAGE_SIZE} items, not ${size}`);
  return size;
}

/** Where, order and limit of a page; one row more than its size, to know whether it goes on. */
export function pageQuery(page: Page, where: Where | null = null) {
  const conditions = [
    ...(where ? [where] : []),
    ...(page.position ? [reach(afterPosition(page.position, page.direction), page.order)] : []),
  ];
  return {
    ...(conditions.length > 0
      ? { where: conditions.length === 1 ? (conditions[0] as Where) : { AND: conditions } }
      : {}),
    orderBy: page.order.columns.map((column) => reachColumn({ [column]: page.direction }, column, page.order) as Order),
    take: page.size + 1,
  };
}

/** A page of a relation as part of a selection: its rows with the columns a cursor is made of, and `select`. */
export const relatedPage = (page: Page, select: Selection, where: Where | null = null): Query => ({
  ...pageQuery(page, where),
  select: withColumns(select, page.order),
});

/** A selection with what cursors are made of. */
function withColumns(select: Selection, order: ListOrder): Selection {
  const added: Record<string, boolean | Query | undefined> = { ...select };
  for (const column of order.columns) {
    const relation = order.through?.[column];
    if (relation === undefined) added[column] = true;
    else {
      const nested = added[relation];
      added[relation] = { ...(nested as Query), select: { ...(nested as Query | undefined)?.select, [column]: true } };
    }
  }
  return added;
}

/** Conditions on columns of an order, as conditions on the rows that have them. */
function reach(where: Where, order: ListOrder): Where {
  return Object.fromEntries(
    Object.entries(where).map(([field, condition]) =>
      field === 'AND' || field === 'OR'
        ? [field, (condition as readonly Where[]).map((part) => reach(part, order))]
        : (Object.entries(reachColumn({ [field]: condition }, field, order))[0] as [string, unknown]),
    ),
  );
}

const reachColumn = (of: Where, column: string, { through }: ListOrder): Where =>
  through?.[column] === undefined ? of : { [through[column] as string]: of };

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<E> {
  readonly edges: readonly E[];
  readonly pageInfo: PageInfo;
  /** Counted only when selected. */
  readonly totalCount: () => number | Promise<number>;
  /** The articles it lists, all pages of them; for connections of articles. */
  readonly articles?: ArticleSet;
}

export interface PageInfo {
  /** Looked up only when selected, and only on the side a page was entered from. */
  readonly hasNextPage: () => boolean | Promise<boolean>;
  readonly hasPreviousPage: () => boolean | Promise<boolean>;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** The list that a page is of. */
export interface ListOf<Row, E> {
  readonly reader: Reader;
  /** All its rows: what is counted. */
  readonly root: Root;
  readonly toEdge: (row: Row, cursor: string) => E;
  /** Its length, where that is kept. */
  readonly total?: number;
  /** Where it lists articles: how to find them all. */
  readonly articles?: Omit<ArticleSet, 'reader'>;
}

/** Turns the rows of a page (one more than its size when it goes on) into a connection. */
export function connectionOf<Row extends object, E extends Edge<unknown>>(
  rows: readonly Row[],
  page: Page,
  { reader, root, toEdge, total, articles }: ListOf<Row, E>,
): Connection<E> {
  const kept = rows.slice(0, page.size);
  const inOrder = page.isBackward ? kept.reverse() : kept;
  const edges = inOrder.map((row) => toEdge(row, cursorOf(row, page.order)));
  const goesOn = () => rows.length > page.size;
  const hasBehind = async () =>
    page.position !== null &&
    (await reader.count({ root, within: reach(upToPosition(page.position, page.direction), page.order), atMost: 1 })) >
      0;
  return {
    edges,
    pageInfo: {
      hasNextPage: page.isBackward ? hasBehind : goesOn,
      hasPreviousPage: page.isBackward ? goesOn : hasBehind,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => total ?? reader.count({ root }),
    ...(articles ? { articles: { reader, ...articles } } : {}),
  };
}

const cursorOf = (row: object, order: ListOrder): string =>
  encodeCursor(
    order.name,
    order.columns.map((column) => {
      const relation = order.through?.[column];
      const holder = relation === undefined ? row : (row as Record<string, object>)[relation];
      return (holder as Record<string, string | number>)[column] as string | number;
    }),
  );
