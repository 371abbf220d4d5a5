import type { Statements } from '../database.ts';
import { execute } from '../run.ts';
import { name, sql } from '../sql.ts';

/**
 * Makes a transaction wait until no other one changes content, and keeps those that want to waiting until it ends.
 * Its first statement, when it changes no content itself: those that do begin with the same row.
 */
export async function waitForTurn(transaction: Statements): Promise<void> {
  await execute(transaction, sql`UPDATE ${name('Corpus')} SET "revision" = "revision" WHERE "id" = 1`);
}
