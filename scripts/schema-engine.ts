import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type { Provider } from '../src/store/database.ts';

/**
 * The SQL that turns an empty database, or one with the schema `from`, into one with the schema `to`. Empty
 * when there is nothing to do. Needs no database. Both are Prisma schemas for `provider`.
 */
export async function diffSchemas(provider: Provider, from: string | null, to: string): Promise<string> {
  const engine = await startEngine(provider);
  try {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const script = (stdout ?? '').trim();
    return script === NOTHING_TO_DO ? '' : `${script}\n`;
  } finally {
    engine.free();
  }
}

const NOTHING_TO_DO = '-- This is an empty migration.';

const datamodel = (content: string) => ({
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content }],
});

interface EngineModule {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: Record<string, unknown>): void;
}

/** The part used of a global that the libraries we compile against do not declare. */
interface WebAssemblyApi {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>;
}

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

let loaded: Promise<EngineModule> | undefined;

/** Node 20 imports no WebAssembly without a flag, so the module is put together by hand. */
async function loadEngine(): Promise<EngineModule> {
  const bindings = '@prisma/schema-engine-wasm/schema_engine_bg';
  const engine = (await import(bindings)) as EngineModule;
  const bytes = await readFile(
    createRequire(import.meta.url)
      .resolve(bindings)
      .replace(/\.js$/, '.wasm'),
  );
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return engine;
}

async function startEngine(provider: Provider): Promise<SchemaEngine> {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  return SchemaEngine.new({ datamodels: undefined }, () => {}, disconnected(provider));
}

/**
 * The engine insists on a driver adapter, though it compares two files. All it asks is, of PostgreSQL, whether
 * the schema exists and which version it talks to; the answer is the oldest version we support.
 */
function disconnected(provider: Provider): object {
  const name = { provider: provider === 'postgresql' ? 'postgres' : provider, adapterName: 'none' };
  const ok = (value: unknown) => ({ ok: true, value });
  const connection = {
    ...name,
    getConnectionInfo: () => ok({ supportsRelationJoins: false }),
    queryRaw: async () => ok(POSTGRESQL_VERSION),
    dispose: async () => ok(undefined),
  };
  const connect = async () => ok(connection);
  return { ...name, connect, connectToShadowDb: connect };
}

/** A result set of the driver adapter interface; types 5, 7, 0 are Boolean, Text, Int32. */
const POSTGRESQL_VERSION = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [5, 7, 0],
  rows: [[true, 'PostgreSQL 14.0', 140000]],
};
