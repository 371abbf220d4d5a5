import { PrismaPg } from '@prisma/adapter-pg';
import { DatelineError } from '../../errors.ts';
import type { Database } from '../database.ts';
import type { PostgresqlLocation } from '../database-url.ts';
import type { PrismaClient } from '../generated/sqlite/client.ts';
import { databaseOf } from '../prisma-database.ts';
import { repeatWhileTroubled } from '../retry.ts';
import { openPostgresqlScripts, type PostgresqlClient } from './script.ts';
import { readPostgresqlSnapshot } from './snapshot.ts';
import { runPostgresqlTransaction } from './transaction.ts';

/** Opens a PostgreSQL database, making the schema when it is missing. See `openDatabase` for what it throws. */
export async function openPostgresql(location: PostgresqlLocation): Promise<Database> {
  const config = {
    connectionString: location.connectionString,
    options: sessionOptions(location),
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    ...(location.poolSize === null ? {} : { max: location.poolSize }),
  };
  const connect = () => connectOnce(new PrismaPg({ ...config, max: 1 }), location);
  await repeatWhileTroubled({ provider: 'postgresql' }, async () => prepareSchema(await connect(), location));
  // Loaded only when wanted: a program on SQLite has no use for it.
  const { PrismaClient } = await import('../generated/postgresql/client.ts');
  const adapter = new PrismaPg(config, { schema: location.schema });
  // Both clients are generated from one schema, and differ only in what the provider can do besides.
  const prisma = new PrismaClient({ adapter }) as unknown as PrismaClient;
  const transactions = await new PrismaPg({ ...config, max: WRITE_CONNECTIONS }).connect();
  return databaseOf({
    provider: 'postgresql',
    prisma,
    runTransaction: (work) => runPostgresqlTransaction(transactions, work),
    disposeTransactions: () => transactions.dispose(),
    writeAlone: (work) => work(),
    openScriptConnection: async () => openPostgresqlScripts(await connect(), location.schema),
    snapshot: (work) => readPostgresqlSnapshot(prisma, work),
  });
}

/** Batches wait for each other's lock anyway. */
const WRITE_CONNECTIONS = 2;
const CONNECTION_TIMEOUT_MS = 10_000;

/** In this order: what the URL says may override the rest, except the schema and the zone. */
const sessionOptions = ({ options, schema }: PostgresqlLocation): string =>
  `-c jit=off ${options} -c search_path="${schema}" -c timezone=UTC`;

/** One connection outside Prisma; closing it ends its pool. */
async function connectOnce(factory: PrismaPg, location: PostgresqlLocation): Promise<PostgresqlClient> {
  const adapter = await factory.connect();
  try {
    const client = await adapter.underlyingDriver().connect();
    // A lost connection fails the statement under way; unheard, its event would end the process besides.
    client.on('error', () => {});
    return {
      query: (sql, parameters) => client.query(sql, parameters),
      close: async () => {
        client.release();
        await adapter.dispose();
      },
    };
  } catch (error) {
    await adapter.dispose();
    throw unreachable(error, location);
  }
}

async function prepareSchema(client: PostgresqlClient, location: PostgresqlLocation): Promise<void> {
  try {
    const encoding = await client.query('SHOW server_encoding');
    if (encoding.rows[0]?.server_encoding !== 'UTF8')
      throw new DatelineError(
        'CONFIG_INVALID',
        `The database ${location.label} is encoded as ${encoding.rows[0]?.server_encoding}; it must be UTF8.`,
      );
    await createSchema(client, location);
    const { rows } = await client.query(OWN_TABLES, [location.schema]);
    const tables = rows.map((row) => String(row.name));
    if (tables.length > 0 && !tables.includes('_prisma_migrations'))
      throw new DatelineError(
        'DATABASE_NOT_OURS',
        `The schema ${location.schema} of ${location.label} was not made by Dateline: it has the table ${tables[0]}.`,
      );
  } finally {
    await client.close();
  }
}

/** Tables of a schema, apart from those that came with an extension. */
const OWN_TABLES = `
  SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1`;

async function createSchema(client: PostgresqlClient, { schema, label }: PostgresqlLocation): Promise<void> {
  // Asked first: CREATE SCHEMA IF NOT EXISTS wants the right to create even when there is nothing to do.
  const { rows } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rows.length > 0) return;
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  } catch (error) {
    const code = sqlState(error);
    // Another process made it in the meantime.
    if (code === '23505' || code === '42P06') return;
    throw new DatelineError(
      'DATABASE_NOT_WRITABLE',
      `The schema ${schema} of ${label} is missing and cannot be made.`,
      { cause: error },
    );
  }
}

const sqlState = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

function unreachable(error: unknown, { label }: PostgresqlLocation): DatelineError {
  const code = sqlState(error);
  const reason =
    (code !== undefined && REASONS[code]) || (error instanceof Error && error.message) || code || 'no reason given';
  return new DatelineError('DATABASE_UNREACHABLE', `The database ${label} cannot be reached: ${reason}.`, {
    cause: error,
  });
}

/** By SQLSTATE (PostgreSQL, appendix A) or system error name. */
const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'wrong password',
  '28000': 'the server does not let this user in',
  '3D000': 'there is no database of this name',
  '53300': 'the server has no connection left',
  '57P03': 'the server is starting up',
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
};
