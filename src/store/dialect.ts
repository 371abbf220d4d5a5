import type { Provider } from './database.ts';
import { postgresqlDialect } from './postgresql/dialect.ts';
import type { Dialect } from './sql.ts';
import { sqliteDialect } from './sqlite/dialect.ts';

export const DIALECTS = { sqlite: sqliteDialect, postgresql: postgresqlDialect } as const satisfies Record<
  Provider,
  Dialect
>;
