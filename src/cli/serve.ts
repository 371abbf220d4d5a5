import { once } from 'node:events';
import { type Config, readConfig } from '../config.ts';
import type { Log } from '../log.ts';
import type { GraphContext } from '../schema/context.ts';
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
  let application: Application | undefined;
  let isReady = false;
  const server = createServer({
    schema: createSchema(),
    contextFor: () => createContext(application),
    readRevision: () => servedStore(application).readRevision(),
    settings: config,
    log,
    isReady: () => isReady,
    findFault: async () => application?.store.findFault() ?? null,
    samples: config.graphiql ? await readSampleOperations(locatePackage().operationsFolder) : [],
  });
  // First the port: when it is taken, nobody should have waited for the samples.
  const url = await server.listen();
  try {
    application = await prepare(config, session, log);
    isReady = true;
    session.terminal.stdout.write(`Dateline is ready at ${url}\n`);
    await stopped(session.signal);
    log.info('Stopping');
  } finally {
    await server.close();
    await application?.store.close();
  }
}

async function prepare(config: Config, session: Session, log: Log): Promise<Application> {
  const application = await openApplication(config);
  try {
    await seedSamples(application, config, { log, now: session.now(), signal: session.signal });
    log.info('Content checked', { articles: await application.store.countArticles() });
    return application;
  } catch (error) {
    await application.store.close();
    throw error;
  }
}

function createContext(application: Application | undefined): GraphContext {
  return { reader: servedStore(application).createReader() };
}

function servedStore(application: Application | undefined): Application['store'] {
  if (application === undefined) throw new Error('A request was let in before the server was ready.');
  return application.store;
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
