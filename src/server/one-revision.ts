import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Metrics } from './metrics.ts';
import type { RevisionedReader, ServedContext } from './settings.ts';

/**
 * Every answer is of one revision of the content. An operation whose statements met a writer's commit is
 * executed again from the start (queries change nothing), errors and all: what went wrong may only have been
 * a row that was there for one statement and not for the next. If writers are that busy, the last time is in
 * a snapshot of the database.
 *
 * Reading in a snapshot always would cost each operation a connection of its own and three or four statements
 * more: on a look-up by key several times what the look-up takes. Comparing revisions costs a column.
 */
export function useOneRevision(metrics: Pick<Metrics, 'countRerun'>): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args: ExecutionArgs) => executeAtOneRevision(executeFn, args, metrics));
    },
  };
}

/** Executions without a snapshot, the first included. */
const MAX_ATTEMPTS = 3;

type Execute = (args: ExecutionArgs) => unknown;

/** Executes an operation as often as it takes for its answer to be of one revision. */
export async function executeAtOneRevision(
  execute: Execute,
  args: ExecutionArgs,
  metrics: Pick<Metrics, 'countRerun'>,
): Promise<ExecutionResult> {
  const context = args.contextValue as ServedContext;
  // A context of its own each time: loaders and caches are kept by context.
  const executeWith = async (reader: RevisionedReader) =>
    (await execute({ ...args, contextValue: { ...context, reader } })) as ExecutionResult;
  const { reader: first } = context;
  let result = (await execute(args)) as ExecutionResult;
  if (!isRevisioned(first)) return result;
  let reader: RevisionedReader = first;
  for (let attempt = 1; attempt < MAX_ATTEMPTS && reader.isMixed; attempt++) {
    metrics.countRerun('renewed');
    reader = reader.renew();
    result = await executeWith(reader);
  }
  if (!reader.isMixed) return result;
  metrics.countRerun('snapshot');
  return await reader.inSnapshot(executeWith);
}

const isRevisioned = (reader: ServedContext['reader']): reader is RevisionedReader =>
  reader !== undefined && 'isMixed' in reader;
