import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hidePassword, readConfig, readEnvironment, VARIABLE_NAMES } from '../../src/config.ts';
import type { DatelineError } from '../../src/errors.ts';

const EXAMPLE = fileURLToPath(new URL('../../.env.example', import.meta.url));

const refuse = (environment: Record<string, string>): DatelineError => {
  try {
    readConfig(environment);
  } catch (error) {
    return error as DatelineError;
  }
  throw new Error('It was accepted.');
};

describe('.env.example', () => {
  it('lists exactly the variables there are', async () => {
    const listed = [...(await readFile(EXAMPLE, 'utf8')).matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(VARIABLE_NAMES.length).toBeGreaterThan(10);
    expect(listed.sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it('shows the defaults: with every line uncommented, the settings are the same', async () => {
    const lines = [...(await readFile(EXAMPLE, 'utf8')).matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm)];
    const environment = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
    expect({ ...readConfig(environment), isDefaultDatabase: true }).toEqual(readConfig({}));
  });
});

describe('the configuration', () => {
  it('is frozen', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.corsOrigins)).toBe(true);
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: '', NODE_ENV: ' ' })).toEqual(readConfig({}));
  });

  it('lets the command line win over the environment', () => {
    expect(readConfig({ PORT: '1' }, { PORT: '2' }).port).toBe(2);
    expect(readConfig({ PORT: '1' }, { PORT: undefined }).port).toBe(1);
  });

  it('knows whether the database was named, even when it is named as the default one', () => {
    expect(readConfig({}).isDefaultDatabase).toBe(true);
    expect(readConfig({ DATABASE_URL: readConfig({}).databaseUrl }).isDefaultDatabase).toBe(false);
  });

  it('closes the schema in production unless it is opened', () => {
    expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({
      graphiql: false,
      introspection: false,
      corsOrigins: [],
    });
    expect(readConfig({ NODE_ENV: 'production', GRAPHIQL: 'on' })).toMatchObject({
      graphiql: true,
      introspection: false,
    });
    expect(readConfig({})).toMatchObject({ graphiql: true, introspection: true });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'loud'],
    ['DATELINE_SEED', 'yes'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example,b.example'],
    ['CORS_ORIGINS', 'https://a.example/path'],
    ['MAX_DEPTH', '0'],
    ['HOST', 'http://localhost'],
    ['GRAPHIQL', 'true'],
    ['FEED_TIMEOUT_MS', '0'],
    ['FEED_MAX_BYTES', '20MB'],
    ['FEED_PRIVATE_ADDRESSES', 'on'],
  ])('refuses %s=%s, naming the variable, the value and what is allowed', (name, value) => {
    const error = refuse({ [name]: value });
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toMatch(new RegExp(`^${name} is .*but must be .+`));
    expect(error.message).toContain(JSON.stringify(value));
  });

  it.each([
    'mysql://root:hunter2@localhost/db',
    'hunter2',
    'file:',
    'postgresql//user:hunter2@host/db',
    'postgresql://user:hunter2@host:port/db',
  ])('refuses DATABASE_URL=%s without repeating a password', (value) => {
    const error = refuse({ DATABASE_URL: value });
    expect(error.message).toContain('DATABASE_URL');
    expect(error.message).toContain('postgresql://');
    expect(error.message).not.toContain('hunter2');
  });

  it.each(['file:./x.db', 'file:/srv/x.db', 'postgresql://u:p@h:5432/d?schema=s', 'postgres://h/d'])(
    'takes DATABASE_URL=%s as it is',
    (value) => {
      expect(readConfig({ DATABASE_URL: value }).databaseUrl).toBe(value);
    },
  );
});

describe('settings of feeds', () => {
  it('refuse private addresses unless they are allowed', () => {
    expect(readConfig({})).toMatchObject({
      feedTimeoutMs: 30_000,
      feedMaxBytes: 20_971_520,
      feedPrivateAddresses: false,
    });
    expect(readConfig({ FEED_PRIVATE_ADDRESSES: 'allow' }).feedPrivateAddresses).toBe(true);
  });
});

describe('a database address for people', () => {
  it('has its password left out', () => {
    expect(hidePassword('postgresql://user:hunter2@host/db')).toBe('postgresql://user:***@host/db');
    expect(hidePassword('postgresql://host/db?user=a&password=hunter2&x=1')).not.toContain('hunter2');
    expect(hidePassword('file:./data/x.db')).toBe('file:./data/x.db');
  });
});

describe('a .env file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-env-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is read from the folder, and the environment wins over it', async () => {
    await writeFile(join(folder, '.env'), 'PORT=4567\nPATH=/nowhere\n# MAX_DEPTH=3\n');
    const environment = readEnvironment(folder);
    expect(environment.PORT).toBe('4567');
    expect(environment.PATH).toBe(process.env.PATH);
    expect(environment.MAX_DEPTH).toBeUndefined();
  });

  it('that cannot be read is a wrong setting, not a fault', async () => {
    const odd = join(folder, 'odd');
    await mkdir(join(odd, '.env'), { recursive: true });
    expect(() => readEnvironment(odd)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
