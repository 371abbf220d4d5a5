import { expect, test } from 'vitest';
import { UNDATED_SORT_MS } from '../../src/model/publication.ts';
import { openDatabase } from '../../src/store/client.ts';
import type { Database } from '../../src/store/database.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';

describeOnEveryDatabase('raw statements', (getDatabase) => {
  test('placeholders bind by number, in any order and repeatedly', async () => {
    const sql = 'SELECT CAST($2 AS TEXT) AS b, CAST($1 AS TEXT) AS a, CAST($2 AS TEXT) AS again';
    expect(await getDatabase().query(sql, ['first', 'second'])).toEqual([{ b: 'second', a: 'first', again: 'second' }]);
  });

  test('a whole number stays one where no column says so', async () => {
    const database = getDatabase();
    const sql = {
      sqlite: "SELECT json_object('n', $1, 'half', $2) AS json",
      postgresql: "SELECT json_build_object('n', $1::int, 'half', $2::float8)::text AS json",
    }[database.provider];
    const [row] = await database.query<{ json: string }>(sql, [5, 1.5]);
    expect(row?.json.replace(/ /g, '')).toBe('{"n":5,"half":1.5}');
  });

  test('integers of every width, counts and sums come back as numbers', async () => {
    const sql = `SELECT COUNT(*) AS n, SUM(big) AS total, MAX(big) AS top
      FROM (SELECT CAST(5000000000 AS BIGINT) AS big UNION ALL SELECT CAST(7000000000 AS BIGINT)) AS x`;
    expect(await getDatabase().query(sql)).toEqual([{ n: 2, total: 12_000_000_000, top: 7_000_000_000 }]);
  });

  test('an integer that a number cannot hold throws instead of being rounded', async () => {
    await expect(getDatabase().query('SELECT CAST(9007199254740993 AS BIGINT) AS big')).rejects.toThrow(RangeError);
  });

  test('text outside the BMP, newlines, quotes and null come back as they were', async () => {
    const written = '𠮷野家\n"\'$1\\ 🎉 é é';
    const rows = await getDatabase().query('SELECT CAST($1 AS TEXT) AS text, CAST($2 AS TEXT) AS missing', [
      written,
      null,
    ]);
    expect(rows).toEqual([{ text: written, missing: null }]);
  });

  test('a statement reports the rows it touched, and a BOOLEAN column comes back as a boolean', async () => {
    const database = getDatabase();
    const insert = 'INSERT INTO "Entity" (key, type, name, "foldedName", "isGazetteer") VALUES ($1, $2, $3, $3, $4)';
    expect(await database.execute(insert, ['t:1', 'TOPIC', 'x', true])).toBe(1);
    expect(await database.execute(insert, ['t:2', 'TOPIC', 'x', false])).toBe(1);
    expect(await database.query('SELECT key, "isGazetteer" FROM "Entity" ORDER BY key')).toEqual([
      { key: 't:1', isGazetteer: true },
      { key: 't:2', isGazetteer: false },
    ]);
    expect(await database.execute('DELETE FROM "Entity" WHERE type = $1', ['TOPIC'])).toBe(2);
  });
});

describeOnEveryDatabase('what the two databases agree on', (getDatabase) => {
  test('text compares by its UTF-8 bytes, whatever the locale', async () => {
    const database = getDatabase();
    const names = ['b', 'B', 'a', 'á', 'Z', '中', '一', '龥', 'ａ', '𠀀', '🎉', '�', ' ', 'ab', 'a-b', '_', '10', '9'];
    await database.prisma.tag.createMany({ data: names.map((name) => ({ key: name, name })) });
    const expected = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const raw = await database.query<{ key: string }>('SELECT key FROM "Tag" ORDER BY key');
    expect(raw.map((row) => row.key)).toEqual(expected);
    const typed = await database.prisma.tag.findMany({ orderBy: { key: 'asc' }, where: { key: { gte: 'a' } } });
    expect(typed.map((row) => row.key)).toEqual(expected.slice(expected.indexOf('a')));
  });

  test('instants come back to the millisecond, typed and raw, the sentinel of the undated too', async () => {
    const database = getDatabase();
    const instants = [UNDATED_SORT_MS, -62_135_596_800_001, -1, 0, 1_614_650_400_123, 8_640_000_000_000_000];
    await database.prisma.ingestRun.createMany({
      data: instants.map((ms, index) => ({
        key: `run-${index}`,
        state: 'FINISHED',
        sourceKeys: '[]',
        startedMs: BigInt(ms),
      })),
    });
    const raw = await database.query<{ ms: number }>('SELECT "startedMs" AS ms FROM "IngestRun" ORDER BY "startedMs"');
    expect(raw.map((row) => row.ms)).toEqual(instants);
    const typed = await database.prisma.ingestRun.findMany({ orderBy: { startedMs: 'asc' } });
    expect(typed.map((row) => row.startedMs)).toEqual(instants.map(BigInt));
    const [found] = await database.query<{ key: string }>(
      'SELECT key FROM "IngestRun" WHERE "startedMs" = $1',
      [1_614_650_400_123],
    );
    expect(found?.key).toBe('run-4');
  });
});

describeOnEveryDatabase('transactions', (getDatabase) => {
  const addTag = (name: string) => ['INSERT INTO "Tag" (key, name) VALUES ($1, $1)', [name]] as const;
  const tagNames = async (database: Pick<Database, 'query'>) =>
    (await database.query<{ key: string }>('SELECT key FROM "Tag" ORDER BY key')).map((row) => row.key);

  test('what returns is kept, what throws is undone', async () => {
    const database = getDatabase();
    const seen = await database.transaction(async (transaction) => {
      await transaction.execute(...addTag('kept-raw'));
      return tagNames(transaction);
    });
    expect(seen).toEqual(['kept-raw']);
    const failing = database.transaction(async (transaction) => {
      await transaction.execute(...addTag('lost-raw'));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await tagNames(database)).toEqual(['kept-raw']);
  });

  test('two databases opened on one place see each other’s commits, and write in turn', async () => {
    const other = await openDatabase(getDatabase().url);
    try {
      const writeTen = (database: Database, prefix: string) =>
        Promise.all(
          Array.from({ length: 10 }, (_, i) =>
            database.transaction((transaction) => transaction.execute(...addTag(`${prefix}${i}`))),
          ),
        );
      await Promise.all([writeTen(getDatabase(), 'mine-'), writeTen(other, 'theirs-')]);
      const names = await tagNames(other);
      expect(names.filter((name) => name.startsWith('mine-'))).toHaveLength(10);
      expect(names.filter((name) => name.startsWith('theirs-'))).toHaveLength(10);
    } finally {
      await other.close();
    }
  });

  test('a reader on another connection does not see, or wait for, what is not committed', async () => {
    const reader = await openDatabase(getDatabase().url);
    try {
      await getDatabase().transaction(async (transaction) => {
        await transaction.execute(...addTag('in-flight'));
        expect(await tagNames(reader)).not.toContain('in-flight');
      });
      expect(await tagNames(reader)).toContain('in-flight');
    } finally {
      await reader.close();
    }
  });

  test('a snapshot sees what its first statement saw, waits for nobody, and writes nothing', async () => {
    const database = getDatabase();
    await database.execute('DELETE FROM "Tag"');
    await database.execute(...addTag('before'));
    const seen = await database.snapshot(async (snapshot) => {
      const first = await tagNames(snapshot);
      await database.transaction((transaction) => transaction.execute(...addTag('meanwhile')));
      const [second, third] = await Promise.all([tagNames(snapshot), tagNames(snapshot)]);
      return [first, second, third];
    });
    expect(seen).toEqual([['before'], ['before'], ['before']]);
    expect(await tagNames(database)).toEqual(['before', 'meanwhile']);
    await expect(database.snapshot((snapshot) => snapshot.execute(...addTag('never')))).rejects.toThrow(/read-?only/i);
    expect(await tagNames(database)).toEqual(['before', 'meanwhile']);
  });
});
