import type { Database, Statements } from '../database.ts';
import { execute, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import { insertRows } from './bulk.ts';

/**
 * Keeps what this version of the gazetteer means, before any article is extracted with it; `describe` is asked only
 * when it is not there yet. Gives whether it was not.
 */
export async function saveEdition(database: Database, version: string, describe: () => string): Promise<boolean> {
  const known = await query(database, sql`SELECT 1 FROM ${name('GazetteerEdition')} WHERE "version" = ${version}`);
  if (known.length > 0) return false;
  const row = { version, meanings: describe() };
  await database.transaction(async (transaction) => {
    await insertRows(transaction, 'GazetteerEdition', [row], { onConflict: sql`DO NOTHING` });
  });
  return true;
}

/** What a version means, as it was saved; null when that is not known. */
export async function loadEdition(statements: Statements, version: string): Promise<string | null> {
  const [row] = await query<{ meanings: string }>(
    statements,
    sql`SELECT "meanings" FROM ${name('GazetteerEdition')} WHERE "version" = ${version}`,
  );
  return row?.meanings ?? null;
}

/** Forgets versions that no article was extracted with, but this one. Index: Article(gazetteerVersion, …). */
export async function dropUnusedEditions(database: Database, current: string): Promise<void> {
  const unused = sql`"version" <> ${current} AND NOT EXISTS (SELECT 1 FROM ${name('Article')} a WHERE a."gazetteerVersion" = ${name('GazetteerEdition', 'version')})`;
  const rows = await query(database, sql`SELECT 1 FROM ${name('GazetteerEdition')} WHERE ${unused}`);
  if (rows.length === 0) return;
  await database.transaction(async (transaction) => {
    await execute(transaction, sql`DELETE FROM ${name('GazetteerEdition')} WHERE ${unused}`);
  });
}
