import { modelShape, type Relation } from '../model-map.ts';
import { type Dialect, empty, join, name, raw, type Sql, sql } from '../sql.ts';
import type { Order, Query, Where } from './selection.ts';

/** A relation that lies too deep for one statement: to be read for all the rows at `path` in the next one. */
export interface Deferred {
  /** Names of the relations from the root to the rows that have it. */
  readonly path: readonly string[];
  readonly field: string;
  readonly relation: Relation;
  readonly query: Query;
}

/** Where in a selection tree the compiler is. */
interface Place {
  readonly path: readonly string[];
  /** What the nesting so far costs of the dialect's budget. */
  readonly cost: number;
  /** What an object has besides the selected: names and values. */
  readonly further?: readonly (readonly [string, Sql])[];
}

/** Where a statement begins. */
export const ROOT: Place = { path: [], cost: 0 };
/** In units of the parser's stack, measured on libSQL's SQLite. */
const NESTING_COST = { toOne: 2, toMany: 3 } as const satisfies Record<Relation['kind'], number>;

/**
 * Compiles a selection tree to one JSON-building expression, so that a root and everything selected
 * beneath it is one SQL statement with one index look-up per relation and row.
 *
 * To-one relations become scalar subqueries, to-many relations ordered and limited array subqueries: the same
 * shape in both dialects. What would nest deeper than the dialect parses is left to {@link deferred}.
 */
export class Compiler {
  readonly deferred: Deferred[] = [];
  /** Names of the models that are read of, deferred ones left out. */
  readonly models = new Set<string>();
  private aliases = 0;
  readonly dialect: Dialect;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  alias(): string {
    return `t${this.aliases++}`;
  }

  /** JSON object with the selected columns and relations of the row `alias` of `model`. */
  object(model: string, alias: string, query: Query, place: Place = ROOT): Sql {
    this.models.add(model);
    const { columns } = modelShape(model);
    const selection = query.select ?? {
      ...Object.fromEntries([...columns.keys()].map((column) => [column, true])),
      ...query.include,
    };
    const entries = new Map<string, Sql>(place.further);
    for (const [field, wanted] of Object.entries(selection)) {
      if (!wanted) continue;
      if (field === '_count') throw new Error('Counts are read through Reader.count, not selected');
      const type = columns.get(field);
      if (type) {
        entries.set(field, type === 'Boolean' ? this.dialect.boolean(name(alias, field)) : name(alias, field));
        continue;
      }
      const relation = relationOf(model, field);
      const nested = wanted === true ? {} : wanted;
      const cost = place.cost + NESTING_COST[relation.kind];
      if (cost <= this.dialect.nestingBudget)
        entries.set(field, this.relation(alias, { relation, query: nested }, { path: [...place.path, field], cost }));
      else {
        this.deferred.push({ path: place.path, field, relation, query: nested });
        const link = linkOf(relation);
        entries.set(link, name(alias, link));
      }
    }
    return this.dialect.object([...entries]);
  }

  /** For each id: the rows of a to-many relation, as `id` and a JSON array `j`; and in each row the `revision`. */
  related({ relation, query }: Pick<Deferred, 'relation' | 'query'>, ids: readonly number[], revision: Sql): Sql {
    const child = this.alias();
    const link = sql`${name(child, relation.foreignKey)} = "v"."value"`;
    const rows = this.dialect.array(this.rows(relation.target, child, query, { link }));
    return sql`SELECT ${revision} AS "revision", "v"."value" AS "id", ${this.dialect.text(rows)} AS "j" FROM (${this.dialect.values(ids)}) AS "v"`;
  }

  private relation(alias: string, { relation, query }: Pick<Deferred, 'relation' | 'query'>, place: Place): Sql {
    const child = this.alias();
    if (relation.kind === 'toOne')
      return this.dialect.nested(
        sql`(SELECT ${this.object(relation.target, child, query, place)} FROM ${name(relation.target)} AS ${name(child)} WHERE ${name(child, 'id')} = ${name(alias, relation.foreignKey)})`,
      );
    const link = sql`${name(child, relation.foreignKey)} = ${name(alias, 'id')}`;
    return this.dialect.nested(this.dialect.array(this.rows(relation.target, child, query, { link, place })));
  }

  /** A subquery with one JSON column `j`: the rows of `model` that satisfy `link` and the query. */
  private rows(
    model: string,
    alias: string,
    query: Query,
    { link, place }: { readonly link: Sql; readonly place?: Place },
  ): Sql {
    const conditions = [link, ...(query.where ? [this.where(model, alias, query.where)] : [])];
    return sql`SELECT ${this.object(model, alias, query, place)} AS "j" FROM ${name(model)} AS ${name(alias)}${whereOf(conditions)}${this.order(model, alias, query.orderBy)}${limitOf(query.take)}`;
  }

  order(model: string, alias: string, order: Query['orderBy']): Sql {
    const terms = orderTerms(order);
    if (terms.length === 0) return empty;
    return sql` ORDER BY ${join(terms.map(([column, direction]) => sql`${this.ordered(model, alias, column)} ${raw(direction)}`))}`;
  }

  private ordered(model: string, alias: string, [column, of]: readonly [string, string | null]): Sql {
    if (of === null) return name(alias, column);
    const relation = relationOf(model, of);
    const child = this.alias();
    return sql`(SELECT ${name(child, column)} FROM ${name(relation.target)} AS ${name(child)} WHERE ${name(child, 'id')} = ${name(alias, relation.foreignKey)})`;
  }

  where(model: string, alias: string, where: Where): Sql {
    const terms = Object.entries(where)
      .filter(([, condition]) => condition !== undefined)
      .map(([field, condition]) => this.condition(model, alias, field, condition));
    return terms.length === 0 ? sql`1 = 1` : sql`(${join(terms, ' AND ')})`;
  }

  /** The same over named expressions instead of one table's columns (a join orders by columns of two). */
  whereColumns(columns: ReadonlyMap<string, Sql>, where: Where): Sql {
    const terms = Object.entries(where).map(([field, condition]) => {
      if (field === 'AND' || field === 'OR')
        return sql`(${join(
          (condition as readonly Where[]).map((part) => this.whereColumns(columns, part)),
          ` ${field} `,
        )})`;
      const column = columns.get(field);
      if (!column) throw new Error(`No column ${field} here`);
      return this.comparison(column, condition);
    });
    return join(terms, ' AND ');
  }

  private condition(model: string, alias: string, field: string, condition: unknown): Sql {
    if (field === 'AND' || field === 'OR') {
      const parts = (condition as readonly Where[]).map((part) => this.where(model, alias, part));
      if (parts.length === 0) return field === 'AND' ? sql`1 = 1` : sql`1 = 0`;
      return sql`(${join(parts, ` ${field} `)})`;
    }
    if (modelShape(model).columns.has(field)) return this.comparison(name(alias, field), condition);
    const relation = relationOf(model, field);
    const child = this.alias();
    const inner = this.where(
      relation.target,
      child,
      (relation.kind === 'toOne' ? condition : (condition as { some: Where }).some) as Where,
    );
    const link =
      relation.kind === 'toOne'
        ? sql`${name(child, 'id')} = ${name(alias, relation.foreignKey)}`
        : sql`${name(child, relation.foreignKey)} = ${name(alias, 'id')}`;
    return sql`EXISTS (SELECT 1 FROM ${name(relation.target)} AS ${name(child)} WHERE ${link} AND ${inner})`;
  }

  private comparison(column: Sql, condition: unknown): Sql {
    if (condition === null) return sql`${column} IS NULL`;
    if (typeof condition !== 'object') return sql`${column} = ${condition}`;
    const terms = Object.entries(condition as object).map(([operator, operand]) => {
      if (operator === 'in') return this.oneOf(column, operand as readonly (string | number)[]);
      if (operator === 'not') return operand === null ? sql`${column} IS NOT NULL` : sql`${column} <> ${operand}`;
      const symbol = COMPARISONS[operator];
      if (!symbol) throw new Error(`No comparison ${operator}`);
      return sql`${column} ${raw(symbol)} ${operand}`;
    });
    return join(terms, ' AND ');
  }

  /** `column IN (…)` with the list as one bound value, so that its length changes no statement. */
  oneOf(column: Sql, list: readonly (string | number)[]): Sql {
    return list.length === 0 ? sql`1 = 0` : sql`${column} IN (${this.dialect.values(list)})`;
  }
}

const COMPARISONS: Readonly<Record<string, string>> = { equals: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** Column, the relation it is reached through or null, and direction. */
function orderTerms(order: Query['orderBy']): readonly (readonly [readonly [string, string | null], 'ASC' | 'DESC'])[] {
  const list: readonly Order[] = order === undefined ? [] : Array.isArray(order) ? order : [order as Order];
  return list.flatMap((term) =>
    Object.entries(term).map(([field, by]) => {
      const [column, direction] = typeof by === 'string' ? [field, by] : (Object.entries(by)[0] as [string, string]);
      return [[column, typeof by === 'string' ? null : field], direction === 'desc' ? 'DESC' : 'ASC'] as const;
    }),
  );
}

export const whereOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? empty : sql` WHERE ${join(conditions as Sql[], ' AND ')}`;

export const limitOf = (take: number | undefined): Sql => (take === undefined ? empty : sql` LIMIT ${take}`);

/** The column of a row by which its related rows are found. */
export const linkOf = (relation: Relation): string => (relation.kind === 'toOne' ? relation.foreignKey : 'id');

function relationOf(model: string, field: string) {
  const relation = modelShape(model).relations.get(field);
  if (!relation) throw new Error(`No field ${field} in model ${model}`);
  return relation;
}
