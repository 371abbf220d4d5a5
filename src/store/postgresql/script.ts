import type { ScriptConnection, ScriptTransaction } from '../database.ts';
import { withPlainNumbers } from '../statements.ts';

/** What is used of the driver's connection. */
export interface PostgresqlClient {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

/** Scripts go over the simple protocol as they are: cutting them at `;` would break function bodies. */
export function openPostgresqlScripts(client: PostgresqlClient, schema: string): ScriptConnection {
  return {
    async exclusively(work) {
      const script: ScriptTransaction = {
        async run(text) {
          await client.query(text);
        },
        async query<T>(sql: string, parameters: Parameters<ScriptTransaction['query']>[1] = []): Promise<T[]> {
          return withPlainNumbers((await client.query(sql, [...parameters])).rows) as T[];
        },
      };
      await client.query('BEGIN');
      try {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `dateline migrations of ${schema}`,
        ]);
        const result = await work(script);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // Fails only when the connection is gone, and the transaction with it.
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    close: () => client.close(),
  };
}
