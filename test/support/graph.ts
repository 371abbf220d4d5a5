import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ExecutionResult, graphql } from 'graphql';
import type { DatelineError } from '../../src/errors.ts';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import { type Gazetteer, loadGazetteer } from '../../src/extract/gazetteer.ts';
import { createAnalyzer } from '../../src/ingest/analyzer.ts';
import { createInThreadInterpreter } from '../../src/ingest/in-thread.ts';
import { type IngestOptions, ingest } from '../../src/ingest/ingest.ts';
import type { IngestReport } from '../../src/model/report.ts';
import { createSchema } from '../../src/schema/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const SEEDS = join(ROOT, 'seeds/articles');
/** When the tests say it is: after every sample, so that none lies in the future. */
export const NOW = new Date('2026-01-01T00:00:00Z');

/** The whole program but for HTTP and the command line, on a real database. */
export interface TestGraph {
  readonly store: Store;
  readonly gazetteer: Gazetteer;
  ingest(paths: readonly string[], options?: Partial<IngestOptions>): Promise<IngestReport>;
  /** Executes one operation with a reader of its own; throws when it has errors. */
  query<Data = Record<string, never>>(source: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** The same, errors and the number of SQL statements included. */
  execute(
    source: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<ExecutionResult & { readonly statements: number }>;
  close(): Promise<void>;
}

export async function openGraph(url: string): Promise<TestGraph> {
  const store = await openStore(url);
  const gazetteer = await loadGazetteer(join(ROOT, 'seeds/gazetteer'));
  await store.saveGazetteer(gazetteer.entries, gazetteer.version);
  const extractor = createBuiltInExtractor(gazetteer);
  const analyzer = createAnalyzer(() => createInThreadInterpreter(extractor, gazetteer));
  const execute: TestGraph['execute'] = async (source, variables) => {
    const reader = store.createReader();
    const result = await graphql({
      schema: createSchema(),
      source,
      variableValues: variables,
      contextValue: { reader, analyze: analyzer.analyze },
    });
    return { ...result, statements: reader.statementCount };
  };
  return {
    store,
    gazetteer,
    execute,
    ingest: (paths, options) => ingest({ store, extractor, gazetteer, paths, now: NOW, ...options }),
    async query(source, variables) {
      const { data, errors } = await execute(source, variables);
      if (errors) throw new Error(errors.map((error) => error.stack).join('\n'));
      // Objects from graphql-js have no prototype; comparisons in tests should not have to care.
      return JSON.parse(JSON.stringify(data));
    },
    close: () => store.close(),
  };
}

/** The DatelineError behind each error of a result, as the server would meet it. */
export const failuresOf = ({ errors }: Pick<ExecutionResult, 'errors'>): DatelineError[] =>
  (errors ?? []).map(({ originalError }) => originalError as DatelineError);

/** A global id as clients get it, made without the code under test. */
export const globalId = (typename: string, key: string): string =>
  Buffer.from(`${typename}:${key}`).toString('base64url');

/** A folder of its own for a test that writes files; `remove` deletes it. */
export async function makeFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
