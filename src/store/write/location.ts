import type { Statements } from '../database.ts';
import { execute } from '../run.ts';
import { name, sql } from '../sql.ts';

/** Notes which folder a source was read from, as the SHA-256 of its absolute real path. Index: Source(key). */
export async function saveLocation(statements: Statements, sourceKey: string, location: string | null): Promise<void> {
  await execute(statements, sql`UPDATE ${name('Source')} SET "location" = ${location} WHERE "key" = ${sourceKey}`);
}
