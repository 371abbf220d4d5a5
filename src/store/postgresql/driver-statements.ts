import type { PrismaPg } from '@prisma/adapter-pg';
import type { SqlParameter, Statements } from '../database.ts';
import { bindFor, withPlainNumbers } from '../statements.ts';

/** A transaction of Prisma's driver adapter; its type is not exported. */
export type DriverTransaction = Awaited<ReturnType<Awaited<ReturnType<PrismaPg['connect']>>['startTransaction']>>;

/**
 * Raw SQL on the driver itself, without the Prisma client's engine in between: that writes every bound value as
 * JSON text once more and reads it back, which took a fifth to a quarter of the time of a batch.
 */
export function statementsOfDriver(driver: Pick<DriverTransaction, 'queryRaw' | 'executeRaw'>): Statements {
  const bind = bindFor('postgresql');
  const toQuery = (sql: string, parameters: readonly SqlParameter[]) => {
    const bound = bind(sql, parameters);
    return { sql: bound.sql, args: bound.parameters, argTypes: bound.parameters.map(() => SCALAR) };
  };
  return {
    provider: 'postgresql',
    async query<T>(sql: string, parameters: readonly SqlParameter[] = []): Promise<T[]> {
      const { columnNames, columnTypes, rows } = await driver.queryRaw(toQuery(sql, parameters)).catch(explain);
      const readers = columnTypes.map((type) => READERS.get(type));
      const named = rows.map((row) =>
        Object.fromEntries(
          columnNames.map((name, index) => {
            const [value, read] = [row[index], readers[index]];
            return [name, read === undefined || value === null ? value : read(value as string | number)];
          }),
        ),
      );
      return withPlainNumbers(named) as T[];
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

/** By ColumnTypeEnum of @prisma/driver-adapter-utils: what the adapter gives as text. */
const READERS = new Map<number, (value: string | number) => bigint | number>([
  // Int32, Int64
  [0, BigInt],
  [1, BigInt],
  // Numeric
  [4, Number],
]);
