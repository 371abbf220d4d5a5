import { expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, taken } from '../support/documents.ts';
import { Random } from '../support/random.ts';
import { randomSearchDocument } from '../support/search-world.ts';
import { extractSmall, SMALL_GAZETTEER } from '../support/small-world.ts';

describeOnEveryDatabase('a database that search is new to', (getDatabase) => {
  const look = async () => {
    const database = getDatabase();
    const match =
      database.provider === 'sqlite'
        ? `SELECT a."key" FROM "SearchGram" g JOIN "Article" a ON a."id" = g.rowid WHERE "SearchGram" MATCH '"储"* OR "a"*'`
        : `SELECT a."key" FROM "SearchGram" g JOIN "Article" a ON a."id" = g."articleId" WHERE g."grams" @@ CAST('''储'':* | ''a'':*' AS tsquery)`;
    return {
      found: (await database.query<{ key: string }>(match)).map(({ key }) => key).sort(),
      texts: await database.query(
        'SELECT a."key", x."title", x."text" FROM "SearchText" x JOIN "Article" a ON a."id" = x."articleId" ORDER BY a."key"',
      ),
      names: await database.query(
        'SELECT e."key", a."form", a."pinyin", a."initials" FROM "Alias" a JOIN "Entity" e ON e."id" = a."entityId" ORDER BY e."key", a."form"',
      ),
    };
  };
  const forget = async (version: string) => {
    const database = getDatabase();
    await database.execute('DELETE FROM "SearchText"');
    await database.execute('DELETE FROM "SearchGram"');
    await database.execute('UPDATE "Alias" SET "pinyin" = NULL, "initials" = NULL');
    await database.execute('UPDATE "Corpus" SET "searchVersion" = $1', [version]);
  };
  const revision = async () =>
    (await getDatabase().query<{ revision: number }>('SELECT "revision" FROM "Corpus"'))[0]?.revision as number;

  test('is indexed when it is opened, as if it always had been; once', async () => {
    const { url } = getDatabase();
    const first = await openStore(url);
    await first.saveGazetteer(SMALL_GAZETTEER, 'g1');
    const random = new Random(5);
    const documents = Array.from({ length: 300 }, (_, id) => randomSearchDocument(random, id));
    await first.saveBatch(
      makeBatch(documents.map((document, id) => taken(`${id}.md`, document, extractSmall(document)))),
    );
    await first.close();
    const before = await look();
    expect(before.texts).toHaveLength(300);
    expect(before.found.length).toBeGreaterThan(100);
    expect(before.names).toContainEqual({ key: 'cn:630000', form: '青海省', pinyin: 'qinghaisheng', initials: 'qhs' });

    await forget('');
    const was = await revision();
    await Promise.all([openStore(url), openStore(url)].map(async (store) => (await store).close()));
    expect(await look()).toEqual(before);
    expect(await revision()).toBeGreaterThan(was);
    const now = await revision();
    await (await openStore(url)).close();
    expect(await revision()).toBe(now);
  });

  test('is indexed anew by a program that reads texts in another way', async () => {
    const before = await look();
    const database = getDatabase();
    await database.execute(`UPDATE "SearchText" SET "text" = 'as it was'`);
    await database.execute(`UPDATE "Corpus" SET "searchVersion" = 'another'`);
    await (await openStore(database.url)).close();
    expect(await look()).toEqual(before);
  });
});
