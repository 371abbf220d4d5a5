import type { Statements } from '../database.ts';
import { execute, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows } from './bulk.ts';

/** A key that was merged into an entity by hand. */
export interface EntityRedirect {
  readonly key: string;
  readonly targetKey: string;
}

/**
 * Makes these all the redirects there are. A key that redirected before resolves to nothing until
 * {@link restoreRedirects}: it may stand for an entity of its own again.
 */
export async function replaceRedirects(statements: Statements, redirects: readonly EntityRedirect[]): Promise<void> {
  await execute(statements, sql`DELETE FROM ${name('EntityRedirect')}`);
  await execute(statements, sql`DELETE FROM ${name('EntityKey')} WHERE NOT "isCurrent"`);
  await insertRows(statements, 'EntityRedirect', redirects);
}

/**
 * Lets merged keys resolve to their entity: those that nothing goes by any more, once the entity is there. Gives
 * them. One statement, and next to nothing to do. Index: EntityRedirect primary key, Entity(key).
 */
export async function restoreRedirects(statements: Statements): Promise<string[]> {
  const rows = await query<{ key: string }>(
    statements,
    sql`INSERT INTO ${name('EntityKey')} ("key", "entityId", "isCurrent") SELECT r."key", e."id", ${false} FROM ${name('EntityRedirect')} r JOIN ${name('Entity')} e ON e."key" = r."targetKey" WHERE NOT EXISTS (SELECT 1 FROM ${name('EntityKey')} k WHERE k."key" = r."key") ON CONFLICT DO NOTHING RETURNING "key"`,
  );
  return rows.map((row) => row.key);
}
