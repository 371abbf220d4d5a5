import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { type Config, type Environment, hidePassword, readConfig } from '../config.ts';
import { DatelineError, ERROR_CATALOGUE } from '../errors.ts';
import { locatePackage } from './package-folder.ts';

export interface Check {
  /** `warn`: it works, but perhaps not as meant. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly name: string;
  readonly finding: string;
}

/**
 * Looks at everything a start needs, in the order a start does. Changes nothing but the schema of an existing
 * database that is behind: a database that is not there yet is not made.
 */
export async function runChecks(environment: Environment): Promise<readonly Check[]> {
  const first = [checkNode(process.versions.node)];
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    return [...first, failed('config', error)];
  }
  const rest = [checkDatabase, checkGazetteer, checkSamples, checkPort];
  const checks: Check[] = [
    ...first,
    ok('config', `${config.environment}, database ${hidePassword(config.databaseUrl)}`),
  ];
  for (const check of rest) checks.push(await check(config));
  return checks;
}

/** The versions package.json's `engines` allows, which are those the dependencies support. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return isSupported
    ? ok('node', version)
    : { state: 'fail', name: 'node', finding: `${version}; 20.19, 22.12 or 24 and later of these lines are supported` };
}

async function checkDatabase(config: Config): Promise<Check> {
  try {
    const { parseDatabaseUrl } = await import('../store/database-url.ts');
    const location = parseDatabaseUrl(config.databaseUrl);
    if (location.provider === 'sqlite' && !(await exists(location.path))) return checkNewFile(location.path);
    const { openStore } = await import('../store/store.ts');
    const store = await openStore(config.databaseUrl);
    try {
      return ok('database', `reachable and migrated, ${(await store.countArticles()).toLocaleString('en')} articles`);
    } finally {
      await store.close();
    }
  } catch (error) {
    return failed('database', error);
  }
}

async function checkNewFile(path: string): Promise<Check> {
  const folder = await nearestFolder(dirname(path));
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return ok('database', `not made yet; the first start makes ${path}`);
  } catch {
    return failed('database', new DatelineError('DATABASE_NOT_WRITABLE', `${folder} is not writable`));
  }
}

async function checkGazetteer(): Promise<Check> {
  const { gazetteerFolder } = locatePackage();
  try {
    const { loadGazetteer } = await import('../extract/gazetteer.ts');
    const { entries, version } = await loadGazetteer(gazetteerFolder);
    if (entries.length === 0) return { state: 'fail', name: 'gazetteer', finding: `${gazetteerFolder} is empty` };
    return ok('gazetteer', `${entries.length.toLocaleString('en')} entries, version ${version}`);
  } catch (error) {
    return failed('gazetteer', error);
  }
}

async function checkSamples(config: Config): Promise<Check> {
  const { articlesFolder } = locatePackage();
  const files = await readdir(articlesFolder, { recursive: true }).catch(() => []);
  if (files.length > 0) return ok('samples', `${articlesFolder}`);
  const finding = `${articlesFolder} has none; an empty default database stays empty`;
  return { state: config.seed === 'off' ? 'ok' : 'warn', name: 'samples', finding };
}

async function checkPort({ host, port }: Config): Promise<Check> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const finding = error.code === 'EADDRINUSE' ? `${port} on ${host} is taken` : error.message;
      resolve({ state: 'fail', name: 'port', finding: `${finding} — ${ERROR_CATALOGUE.PORT_TAKEN.hint}` });
    });
    probe.listen(port, host, () => probe.close(() => resolve(ok('port', `${port} on ${host} is free`))));
  });
}

const ok = (name: string, finding: string): Check => ({ state: 'ok', name, finding });

function failed(name: string, error: unknown): Check {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof DatelineError ? ` — ${ERROR_CATALOGUE[error.code].hint}` : '';
  return { state: 'fail', name, finding: `${message.replace(/\s*\n\s*/g, ' ')}${hint}` };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const nearestFolder = async (folder: string): Promise<string> =>
  (await exists(folder)) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
