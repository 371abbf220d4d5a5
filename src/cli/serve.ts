import { once } from 'node:events';
import { type Config, readConfig } from '../config.ts';
import type { Log } from '../log.ts';
import type { GraphContext } from '../schema/context.ts';
import type { RevisionWatch } from '../store/revision-watch.ts';
import { type Application, createSessionLog, openApplication } from './application.ts';
import type { AddCommand } from './command.ts';
import { locatePackage } from './package-folder.ts';
import { seedSamples } from './seed.ts';
import type { Session } from './session.ts';

/** `dateline serve [--port N]`: the graph over HTTP until the process is told to stop. */
export const addServeCommand: AddCommand = (program, session) => {
  program
    .command('serve')
    .description('serve the graph over HTTP')
    .option('--port <number>', 'port to listen on (default: PORT, or 4000)')
    .action(({ port }: { port?: string }) => {
      const config = readConfig(session.environment, { PORT: port });
      return serve(config, session, createSessionLog(config, session));
    });
};

async function serve(config: Config, session: Session, log: Log): Promise<void> {
  const [{ createServer }, { readSampleOperations }, { createSchema }] = await Promise.all([
    import('../server/server.ts'),
    import('../server/operations.ts'),
    import('../schema/schema.ts'),
  ]);
  let services: Services | undefined;
  let isReady = false;
  const server = createServer({
    schema: createSchema(),
    contextFor: () => createContext(begun(services)),
    readRevision: () => begun(services).store.readRevision(),
    settings: config,
    log,
    isReady: () => isReady,
    findFault: async () => services?.store.findFault() ?? null,
    samples: config.graphiql ? await readSampleOperations(locatePackage().operationsFolder) : [],
  });
  // First the port: when it is taken, nobody should have waited for the samples.
  const url = await server.listen();
  try {
    services = await prepare(config, session, log);
    isReady = true;
    session.terminal.stdout.write(`Dateline is ready at ${url}\n`);
    await stopped(session.signal);
    log.info('Stopping');
  } finally {
    // Whoever follows the changes would be waited for.
    services?.revisions.close();
    await server.close();
    await services?.analyzer.close();
    await services?.store.close();
  }
}

/** What requests are answered from. */
interface Services extends Pick<Application, 'store'> {
  readonly analyzer: ReturnType<Application['openAnalyzer']>;
  readonly revisions: RevisionWatch;
}

async function prepare(config: Config, session: Session, log: Log): Promise<Services> {
  const { createRevisionWatch } = await import('../store/revision-watch.ts');
  const application = await openApplication(config);
  try {
    await seedSamples(application, config, { log, now: session.now(), signal: session.signal });
    log.info('Content checked', { articles: await application.store.countArticles() });
    const { store } = application;
    return { store, analyzer: application.openAnalyzer(), revisions: createRevisionWatch(() => store.readRevision()) };
  } catch (error) {
    await application.store.close();
    throw error;
  }
}

const createContext = ({ store, analyzer, revisions }: Services): GraphContext => ({
  reader: store.createReader(),
  analyze: analyzer.analyze,
  revisions,
});

function begun(services: Services | undefined): Services {
  if (services === undefined) throw new Error('A request was let in before the server was ready.');
  return services;
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
