import type { PrismaLibSql } from '@prisma/adapter-libsql';
import type { Provider, SqlParameter, Statements } from './database.ts';
import { bindFor, toSafeNumber } from './statements.ts';

/** Prisma's driver adapter, of which either provider has one; its type is not exported. */
export type DriverAdapter = Awaited<ReturnType<PrismaLibSql['connect']>>;

/**
 * Raw SQL on the driver itself, without the Prisma client's engine in between: that writes every bound value as
 * JSON text once more and reads it back, which took a fifth to a quarter of the time of a batch.
 */
export function statementsOfDriver(
  provider: Provider,
  driver: Pick<DriverAdapter, 'queryRaw' | 'executeRaw'>,
): Statements {
  const bind = bindFor(provider);
  const toQuery = (sql: string, parameters: readonly SqlParameter[]) => {
    const bound = bind(sql, parameters);
    return { sql: bound.sql, args: bound.parameters, argTypes: bound.parameters.map(() => SCALAR) };
  };
  return {
    provider,
    async query<T>(sql: string, parameters: readonly SqlParameter[] = []): Promise<T[]> {
      const { columnNames, columnTypes, rows } = await driver.queryRaw(toQuery(sql, parameters)).catch(explain);
      const readers = columnTypes.map((type, index) => readerOf(type, columnNames[index] as string));
      return rows.map((row) =>
        Object.fromEntries(columnNames.map((name, index) => [name, readers[index]?.(row[index])])),
      ) as T[];
    },
    execute: (sql, parameters = []) => driver.executeRaw(toQuery(sql, parameters)).catch(explain),
  };
}

/** The adapter's error has the name of its kind for a message; what the database said stands in its cause. */
function explain(error: unknown): never {
  const said = (error as { readonly cause?: { readonly originalMessage?: unknown } }).cause?.originalMessage;
  throw typeof said === 'string' ? new Error(said, { cause: error }) : error;
}

/** The adapters change only strings that stand for something else. */
const SCALAR = { scalarType: 'string', arity: 'scalar' } as const;

// Of ColumnTypeEnum in @prisma/driver-adapter-utils.
const INTEGERS: readonly number[] = [0, 1];
const NUMERIC = 4;
const BOOLEAN = 5;

function readerOf(type: number, column: string): (value: unknown) => unknown {
  const unlessNull = (read: (value: unknown) => unknown) => (value: unknown) => (value === null ? null : read(value));
  if (type === BOOLEAN) return unlessNull((value) => value === true || value === 1 || value === '1');
  if (INTEGERS.includes(type)) return unlessNull((value) => toSafeNumber(BigInt(value as string | number), column));
  if (type === NUMERIC) return unlessNull(Number);
  return (value) => value;
}
