import type { PrismaLibSql } from '@prisma/adapter-libsql';
import type { Provider, SqlParameter, Statements } from './database.ts';
import { bindFor, toSafeNumber } from './statements.ts';

/** Prisma's driver adapter, of which either provider has one; its type is not exported. */
export type DriverAdapter = Awaited<ReturnType<PrismaLibSql['connect']>>;
type DriverTransaction = Awaited<ReturnType<DriverAdapter['startTransaction']>>;

/**
 * One transaction on the driver itself, without the Prisma client's engine in between: that writes every bound
 * value as JSON text once more and reads it back, which took a third of the time of a batch of long articles.
 *
 * Commits what `work` did when it returns, undoes all of it when it throws.
 */
export async function runDriverTransaction<T>(
  provider: Provider,
  adapter: DriverAdapter,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const transaction = await adapter.startTransaction();
  try {
    const result = await work(statementsOfDriver(provider, transaction));
    await end(transaction, 'COMMIT');
    await transaction.commit();
    return result;
  } catch (error) {
    // Fails only when the connection is gone, and the transaction with it.
    await end(transaction, 'ROLLBACK').catch(() => {});
    await transaction.rollback();
    throw error;
  }
}

/** Some adapters end the transaction themselves and only want to be told. */
async function end(transaction: DriverTransaction, command: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  if (!transaction.options.usePhantomQuery) await transaction.executeRaw({ sql: command, args: [], argTypes: [] });
}

function statementsOfDriver(
  provider: Provider,
  driver: Pick<DriverTransaction, 'queryRaw' | 'executeRaw'>,
): Statements {
  const bind = bindFor(provider);
  const toQuery = (sql: string, parameters: readonly SqlParameter[]) => {
    const bound = bind(sql, parameters);
    return { sql: bound.sql, args: bound.parameters, argTypes: bound.parameters.map(() => SCALAR) };
  };
  return {
    provider,
    async query<T>(sql: string, parameters: readonly SqlParameter[] = []): Promise<T[]> {
      const { columnNames, columnTypes, rows } = await driver.queryRaw(toQuery(sql, parameters));
      const readers = columnTypes.map((type, index) => readerOf(type, columnNames[index] as string));
      return rows.map((row) =>
        Object.fromEntries(columnNames.map((name, index) => [name, readers[index]?.(row[index])])),
      ) as T[];
    },
    execute: (sql, parameters = []) => driver.executeRaw(toQuery(sql, parameters)),
  };
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
