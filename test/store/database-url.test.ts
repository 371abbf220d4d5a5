import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { DatelineError } from '../../src/errors.ts';
import { parseDatabaseUrl } from '../../src/store/database-url.ts';

test('a relative path starts from the working directory', () => {
  expect(parseDatabaseUrl('file:./data/dateline.db')).toEqual({
    provider: 'sqlite',
    path: resolve('data/dateline.db'),
  });
});

test('file: takes a path as it is, file:// decodes it', () => {
  expect(parseDatabaseUrl('file:/srv/50%25 #1?.db')).toMatchObject({ path: '/srv/50%25 #1?.db' });
  expect(parseDatabaseUrl('file:///srv/%E4%B8%AD%20x.db')).toMatchObject({ path: '/srv/中 x.db' });
  expect(parseDatabaseUrl('file://localhost/srv/x.db')).toMatchObject({ path: '/srv/x.db' });
});

test('the schema, the pool size and session options are taken out of a PostgreSQL URL', () => {
  expect(
    parseDatabaseUrl(
      'postgres://ann:s3cret@db.example:5433/news?schema=Graph_2&connection_limit=4&options=-c%20jit%3Doff&sslmode=disable',
    ),
  ).toEqual({
    provider: 'postgresql',
    connectionString: 'postgres://ann:s3cret@db.example:5433/news?sslmode=disable',
    schema: 'Graph_2',
    poolSize: 4,
    options: '-c jit=off',
    label: 'ann@db.example:5433/news',
  });
});

test('a PostgreSQL URL without parameters means the schema public and the driver’s pool', () => {
  expect(parseDatabaseUrl('postgresql://localhost/news')).toMatchObject({
    schema: 'public',
    poolSize: null,
    options: '',
  });
});

test.each([
  ['mysql://root:s3cret@localhost/news', 'it must be file:<path> or postgresql://…'],
  ['libsql://s3cret.example', 'it must be file:<path> or postgresql://…'],
  ['./data/dateline.db', 'has no scheme'],
  ['', 'has no scheme'],
  ['file:', 'names no file'],
  ['file::memory:', 'in memory'],
  ['file:x?mode=memory', 'in memory'],
  ['file://server/share.db', 'with a host'],
  ['file:///srv/%zz.db', 'percent sign'],
  ['postgresql://ann:s3cret#x@localhost:5432/news', 'cannot be read'],
  ['postgresql://ann:s3cret@localhost/news?schema=a"b', 'schema'],
  ['postgresql://ann:s3cret@localhost/news?schema=', 'schema'],
  [`postgresql://ann:s3cret@localhost/news?schema=${'x'.repeat(64)}`, 'schema'],
  ['postgresql://ann:s3cret@localhost/news?connection_limit=0', 'connection_limit'],
])('%s is refused, with the reason and without the password', (url, reason) => {
  let error: unknown;
  try {
    parseDatabaseUrl(url);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(DatelineError);
  expect((error as DatelineError).code).toBe('CONFIG_INVALID');
  expect((error as DatelineError).message).toContain(reason);
  expect((error as DatelineError).message).not.toContain('s3cret');
});
