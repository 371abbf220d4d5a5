import type { Plugin } from 'graphql-yoga';

/** Counts since the start, and the text of them for Prometheus. */
export interface Metrics {
  /** An operation was answered; `name` is the client's, or null when the document had none or was refused. */
  countOperation(name: string | null, seconds: number, errorCodes: readonly string[]): void;
  /** Notes by what name a request's operation is counted, if it is told one; gives the name noted. */
  nameOperation(request: Request, name?: string): string | null;
  /** A request was looked up among the answers that are kept. */
  countCached(outcome: CacheOutcome): void;
  /** An operation was executed again because the content changed under it. */
  countRerun(how: Rerun): void;
  /** Prometheus text exposition format 0.0.4. */
  print(): string;
}

/** With a new reader, or at last in a snapshot. */
type Rerun = 'renewed' | 'snapshot';
/** `not_modified`: the client has the answer still. */
type CacheOutcome = 'hit' | 'miss' | 'not_modified';

/** Clients choose the names of operations: beyond this many, they are counted together. */
const MAX_NAMES = 200;

export function createMetrics(): Metrics {
  const operations = new Map<string, { count: number; seconds: number }>();
  const errors = new Map<string, number>();
  const reruns: Record<Rerun, number> = { renewed: 0, snapshot: 0 };
  const cached: Record<CacheOutcome, number> = { hit: 0, miss: 0, not_modified: 0 };
  const names = new WeakMap<Request, string>();
  return {
    nameOperation(request, name) {
      if (name !== undefined) names.set(request, name);
      return names.get(request) ?? null;
    },
    countCached(outcome) {
      cached[outcome]++;
    },
    countRerun(how) {
      reruns[how]++;
    },
    countOperation(name, seconds, errorCodes) {
      const wanted = name ?? '(anonymous)';
      const label = operations.has(wanted) || operations.size < MAX_NAMES ? wanted : '(other)';
      const row = operations.get(label) ?? { count: 0, seconds: 0 };
      operations.set(label, { count: row.count + 1, seconds: row.seconds + seconds });
      for (const code of errorCodes) errors.set(code, (errors.get(code) ?? 0) + 1);
    },
    print() {
      const byName = [...operations].map(([name, row]) => ({ labels: { operation: name }, ...row }));
      return [
        ...printProcess(),
        ...printFamily(
          'dateline_operations_total',
          'counter',
          'GraphQL operations answered, by name.',
          byName.map(({ labels, count }) => ({ labels, value: count })),
        ),
        ...printFamily(
          'dateline_operation_seconds_total',
          'counter',
          'Time spent answering them, by name.',
          byName.map(({ labels, seconds }) => ({ labels, value: seconds })),
        ),
        ...printFamily(
          'dateline_errors_total',
          'counter',
          'Errors told to clients, by code.',
          [...errors].map(([code, value]) => ({ labels: { code }, value })),
        ),
        ...printFamily(
          'dateline_reruns_total',
          'counter',
          'Operations executed again because the content changed meanwhile, by how.',
          Object.entries(reruns).map(([how, value]) => ({ labels: { how }, value })),
        ),
        ...printFamily(
          'dateline_response_cache_total',
          'counter',
          'Requests looked up among the answers that are kept, by outcome.',
          Object.entries(cached).map(([outcome, value]) => ({ labels: { outcome }, value })),
        ),
        '',
      ].join('\n');
    },
  };
}

/** Feeds {@link Metrics} from every GraphQL request. */
export function useMetrics(metrics: Metrics): Plugin {
  const startedAt = new WeakMap<Request, number>();
  return {
    onRequest({ request }) {
      startedAt.set(request, performance.now());
    },
    onExecute({ args }) {
      rememberName(metrics, args);
    },
    onSubscribe({ args }) {
      rememberName(metrics, args);
    },
    onExecutionResult({ request, result }) {
      const seconds = (performance.now() - (startedAt.get(request) ?? performance.now())) / 1000;
      const errors = result !== undefined && !Array.isArray(result) && 'errors' in result ? (result.errors ?? []) : [];
      metrics.countOperation(metrics.nameOperation(request), seconds, errors.map(codeOf));
    },
  };
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const codeOf = (error: { readonly extensions?: Readonly<Record<string, unknown>> }): string =>
  typeof error.extensions?.code === 'string' ? error.extensions.code : 'UNKNOWN';

function rememberName(
  metrics: Pick<Metrics, 'nameOperation'>,
  args: { readonly operationName?: string | null; readonly contextValue?: unknown; readonly document: unknown },
): void {
  const { request } = args.contextValue as { request?: Request };
  const name = args.operationName ?? firstOperationName(args.document);
  if (request !== undefined && name !== undefined) metrics.nameOperation(request, name);
}

function firstOperationName(document: unknown): string | undefined {
  const { definitions } = document as { definitions: readonly { kind: string; name?: { value: string } }[] };
  return definitions.find(({ kind }) => kind === 'OperationDefinition')?.name?.value;
}

function printProcess(): readonly string[] {
  const cpu = process.cpuUsage();
  const memory = process.memoryUsage();
  const startSeconds = Date.now() / 1000 - process.uptime();
  return [
    ...printFamily('process_cpu_seconds_total', 'counter', 'User and system CPU time.', [
      { value: (cpu.user + cpu.system) / 1e6 },
    ]),
    ...printFamily('process_resident_memory_bytes', 'gauge', 'Resident memory.', [{ value: memory.rss }]),
    ...printFamily('nodejs_heap_size_used_bytes', 'gauge', 'Heap in use.', [{ value: memory.heapUsed }]),
    ...printFamily('process_start_time_seconds', 'gauge', 'Start, in seconds since 1970.', [{ value: startSeconds }]),
  ];
}

function printFamily(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]) {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map((sample) => printSample(name, sample))];
}

function printSample(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

const escapeLabel = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
