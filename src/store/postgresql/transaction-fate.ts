import { setTimeout as sleep } from 'node:timers/promises';
import type { Statements } from '../database.ts';

/** The server's own name for a transaction, by which it can be asked for later, from any connection. */
export async function nameOfTransaction({ query }: Statements): Promise<string> {
  const [row] = await query<{ name: string }>('SELECT pg_current_xact_id()::text AS "name"');
  return (row as { name: string }).name;
}

/**
 * Whether a transaction whose connection was lost has been committed. One that the server still holds open is
 * waited for; false also where the server no longer knows (another one took over, or it is too long ago).
 */
export async function isCommitted({ query }: Statements, name: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    const [row] = await query<{ status: string | null }>('SELECT pg_xact_status($1::text::xid8) AS "status"', [name]);
    if (row?.status !== 'in progress') return row?.status === 'committed';
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

/** A server notices within milliseconds that a client is gone, unless the network swallowed it. */
const LOOKS = 50;
const LOOK_EVERY_MS = 100;
