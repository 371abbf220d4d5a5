import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/client.ts';
import { testDatabases } from '../support/databases.ts';

describe('opening a SQLite database', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('makes the folder, and the file under exactly the name given', async () => {
    const database = await openDatabase(`file:${folder}/a/b/50%25 #1 新闻?.db`);
    await database.close();
    expect(await readdir(`${folder}/a/b`)).toContain('50%25 #1 新闻?.db');
  });

  test('puts the file in WAL mode and enforces references, after a transaction too', async () => {
    const database = await openDatabase(`file:${folder}/wal.db`);
    await database.transaction((transaction) => transaction.execute('CREATE TABLE _t (a INTEGER)'));
    expect(await database.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await database.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    await database.close();
  });

  test('says so when the place cannot be written', async () => {
    await writeFile(`${folder}/plain`, '');
    for (const path of [`${folder}/plain/x.db`, '/proc/dateline/x.db', '/proc/version', folder])
      await expect(openDatabase(`file:${path}`), path).rejects.toMatchObject({
        code: 'DATABASE_NOT_WRITABLE',
        message: expect.stringContaining(path),
      });
  });

  test('refuses a database with somebody else’s tables, and leaves it byte for byte', async () => {
    const path = `${folder}/theirs.db`;
    const client = new PrismaLibSql({ url: `file:${path}` }).createClient({ url: `file:${path}` });
    await client.execute('CREATE TABLE orders (id INTEGER)');
    client.close();
    const before = await readFile(path);
    await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({
      code: 'DATABASE_NOT_OURS',
      message: expect.stringContaining('orders'),
    });
    expect(before.equals(await readFile(path))).toBe(true);
  });

  test('refuses a file that is no database, and leaves it', async () => {
    const path = `${folder}/notes.txt`;
    await writeFile(path, 'not a database, but long enough to have a header of its own\n'.repeat(20));
    await expect(openDatabase(`file:${path}`)).rejects.toMatchObject({ code: 'DATABASE_NOT_OURS' });
    expect(await readFile(path, 'utf8')).toMatch(/^not a database/);
  });

  test('eight connections may open a new file together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => openDatabase(`file:${folder}/together.db`)));
    await Promise.all(all.map((database) => database.close()));
    expect(await readdir(folder)).toContain('together.db');
  });
});

test('a PostgreSQL server that does not answer is reported without the password', async () => {
  const error = await openDatabase('postgresql://ann:s3cret@127.0.0.1:1/news').catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('ann@127.0.0.1:1/news'),
  });
  expect(String(error)).not.toContain('s3cret');
});

for (const kind of testDatabases().filter(({ provider }) => provider === 'postgresql')) {
  describe.skipIf(kind.skipped !== null)(
    `opening a PostgreSQL database${kind.skipped === null ? '' : ` (${kind.skipped})`}`,
    () => {
      test('makes the schema, keeps to it, and speaks UTC', async () => {
        const [one, two] = [await kind.open(), await kind.open()];
        try {
          await one.prisma.tag.create({ data: { key: 'only-here', name: 'only-here' } });
          expect(await one.query('SELECT key FROM "Tag"')).toHaveLength(1);
          expect(await two.prisma.tag.findMany()).toEqual([]);
          expect(await two.query('SELECT key FROM "Tag"')).toEqual([]);
          expect(await one.query('SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
        } finally {
          await one.close();
          await two.close();
        }
      });

      test('refuses a schema with somebody else’s tables', async () => {
        const database = await kind.open({ migrated: false });
        await database.execute('CREATE TABLE orders (id INTEGER)');
        await expect(openDatabase(database.url)).rejects.toMatchObject({
          code: 'DATABASE_NOT_OURS',
          message: expect.stringContaining('orders'),
        });
        await database.execute('DROP TABLE orders');
        await database.close();
      });

      test('says what is wrong with a user or a database that does not exist', async () => {
        const url = (change: (url: URL) => void) => {
          const address = new URL(process.env.TEST_POSTGRES_URL ?? '');
          change(address);
          return address.href;
        };
        const noDatabase = url((address) => {
          address.pathname = '/dateline_nowhere';
        });
        const noUser = url((address) => {
          address.username = 'dateline_nobody';
          address.password = 's3cret';
        });
        await expect(openDatabase(noDatabase)).rejects.toMatchObject({
          code: 'DATABASE_UNREACHABLE',
          message: expect.stringContaining('no database of this name'),
        });
        const error = await openDatabase(noUser).catch((caught: unknown) => caught);
        expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
        expect(String(error)).not.toContain('s3cret');
      });
    },
  );
}
