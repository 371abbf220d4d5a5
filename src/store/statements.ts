import { toStorableText } from '../model/text.ts';
import type { Provider, SqlParameter, Statements } from './database.ts';
import type { Prisma } from './generated/sqlite/client.ts';
import { bindForSqlite } from './sqlite/bind.ts';

/** The two doors of a Prisma client (or of its transaction) that take raw SQL. */
export function statementsOf(provider: Provider, client: Prisma.TransactionClient): Statements {
  const bind = bindFor(provider);
  return {
    provider,
    async query<T>(sql: string, parameters: readonly SqlParameter[] = []): Promise<T[]> {
      const bound = bind(sql, parameters);
      const rows = await client.$queryRawUnsafe<Record<string, unknown>[]>(bound.sql, ...bound.parameters);
      return withPlainNumbers(rows) as T[];
    },
    async execute(sql, parameters = []) {
      const bound = bind(sql, parameters);
      return client.$executeRawUnsafe(bound.sql, ...bound.parameters);
    },
  };
}

/** How a statement and its parameters are handed to the provider's driver. */
export const bindFor = (provider: Provider): typeof bindForSqlite =>
  provider === 'sqlite' ? bindForSqlite : bindForPostgresql;

/** Turns every bigint and NUMERIC into a number, in place. Throws RangeError for one that a number cannot hold. */
export function withPlainNumbers(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  for (const row of rows) {
    for (const column in row) {
      const value = row[column];
      if (typeof value === 'bigint') row[column] = toSafeNumber(value, column);
      else if (isNumeric(value)) row[column] = value.toNumber();
    }
  }
  return rows;
}

function toSafeNumber(value: bigint, column: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`column ${column} holds ${value}, too large for a number`);
  return number;
}

const isNumeric = (value: unknown): value is { toNumber(): number } =>
  typeof value === 'object' && value !== null && 'toNumber' in value && typeof value.toNumber === 'function';

/** PostgreSQL refuses a statement that binds NUL or a lone surrogate, which a caller may well ask for. */
const bindForPostgresql = (sql: string, parameters: readonly SqlParameter[]) => ({
  sql,
  parameters: parameters.map((value) => (typeof value === 'string' ? toStorableText(value) : value)),
});
