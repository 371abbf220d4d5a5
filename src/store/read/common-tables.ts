import { join, name, raw, type Sql, sql } from '../sql.ts';

/**
 * The common table expressions of one statement. What is defined twice under one key is computed once, so that parts
 * of a statement share what they have in common.
 */
export class CommonTables {
  private readonly expressions: Sql[] = [];
  private readonly names = new Map<string, string>();

  /** The name of a table that holds what `select` gives. Computed as one step, unless it may be woven into its uses. */
  define(key: readonly unknown[], select: () => Sql, { isWoven = false }: { readonly isWoven?: boolean } = {}): Sql {
    const written = JSON.stringify(key);
    const known = this.names.get(written);
    if (known !== undefined) return name(known);
    const named = `e${this.names.size}`;
    this.names.set(written, named);
    // Made first: what it stands on has to be defined before it.
    const body = select();
    this.expressions.push(sql`${name(named)} AS ${raw(isWoven ? '' : 'MATERIALIZED ')}(${body})`);
    return name(named);
  }

  /** The whole statement of parts that use the tables. */
  select(parts: readonly Sql[]): Sql {
    const union = join(parts as Sql[], ' UNION ALL ');
    return this.expressions.length === 0 ? union : sql`WITH ${join(this.expressions)} ${union}`;
  }
}
