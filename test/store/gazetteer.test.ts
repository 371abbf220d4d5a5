import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Gazetteer, loadGazetteer } from '../../src/extract/gazetteer.ts';
import type { EntityKey, EntityRecord } from '../../src/model/entity.ts';
import { findEntitiesByKey, resolveEntityNames, suggestNames } from '../../src/store/read/entity-lookup.ts';
import { Reader } from '../../src/store/read/reader.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { saveGazetteer } from '../../src/store/write/gazetteer.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import {
  beginCorpus,
  makeBatch,
  makeCredit,
  makeDocument,
  makeEntity,
  makeExtraction,
  makeMention,
  taken,
} from '../support/documents.ts';
import { dumpGraph } from '../support/graph-dump.ts';
import { SMALL_GAZETTEER } from '../support/small-world.ts';

describeOnEveryDatabase('the gazetteer', (getDatabase) => {
  let gazetteer: Gazetteer;
  let store: Store;
  beforeAll(async () => {
    gazetteer = await loadGazetteer(new URL('../../seeds/gazetteer', import.meta.url).pathname);
    store = await openStore(getDatabase().url);
    expect(await store.saveGazetteer(gazetteer.entries, gazetteer.version)).toEqual({ changed: true });
  });
  afterAll(() => store.close());
  const resolve = async (...names: string[]) => resolveEntityNames(store.createReader(), names);

  test('saved again under the same version changes nothing', async () => {
    const before = await dumpGraph(getDatabase());
    const [{ revision } = { revision: 0 }] = await getDatabase().query<{ revision: number }>(
      'SELECT "revision" FROM "Corpus"',
    );
    expect(await store.saveGazetteer(gazetteer.entries, gazetteer.version)).toEqual({ changed: false });
    expect(await dumpGraph(getDatabase())).toEqual(before);
    expect(await getDatabase().query('SELECT "revision" FROM "Corpus"')).toEqual([{ revision }]);
  });

  test('saved again under another version is the same graph', async () => {
    const before = await dumpGraph(getDatabase());
    expect(await store.saveGazetteer(gazetteer.entries, 'another')).toEqual({ changed: true });
    expect({ ...(await dumpGraph(getDatabase())), corpus: before.corpus }).toEqual(before);
    await store.saveGazetteer(gazetteer.entries, gazetteer.version);
  });

  test('has 34 provinces, and every entry in its place', async () => {
    expect(await getDatabase().query(`SELECT count(*) AS "n" FROM "Entity" WHERE "level" = 'PROVINCE'`)).toEqual([
      { n: 34 },
    ]);
    expect(await getDatabase().query('SELECT count(*) AS "n" FROM "Entity" WHERE "isGazetteer"')).toEqual([
      { n: gazetteer.entries.length },
    ]);
    const rows = await getDatabase().query<{ key: string; ancestor: string }>(
      'SELECT e."key", p."key" AS "ancestor" FROM "EntityAncestor" x JOIN "Entity" e ON e."id" = x."entityId" JOIN "Entity" p ON p."id" = x."ancestorId" ORDER BY x."entityId", x."distance"',
    );
    const stored = new Map<string, string[]>();
    for (const { key, ancestor } of rows) stored.set(key, [...(stored.get(key) ?? []), ancestor]);
    expect(stored.get('cn:632700')).toEqual(['cn:630000', 'country:CN']);
    for (const { key } of gazetteer.entries) expect(stored.get(key) ?? [], key).toEqual(gazetteer.ancestors(key));
  });

  test('is found by every name and code that one entry alone goes by', async () => {
    const owners = new Map<string, Set<string>>();
    for (const entry of gazetteer.entries)
      for (const form of [entry.name, ...entry.aliases.map((alias) => alias.form)])
        owners.set(form, (owners.get(form) ?? new Set()).add(entry.key));
    const own = [...owners].filter(([form, keys]) => keys.size === 1 && gazetteer.named(form).length === 1);
    expect(own.length).toBeGreaterThan(gazetteer.entries.length);
    const reader = store.createReader();
    const found = await resolveEntityNames(
      reader,
      own.map(([form]) => form),
    );
    expect(reader.statementCount).toBe(1);
    for (const [index, resolution] of found.entries())
      expect(resolution, own[index]?.[0]).toMatchObject({
        kind: 'FOUND',
        entity: { key: [...(own[index]?.[1] ?? [])][0] },
      });
  });

  test.each([
    ['青海', 'cn:630000'],
    ['青海省', 'cn:630000'],
    ['青海省 ', 'cn:630000'],
    ['廣東', 'cn:440000'],
    ['臺灣', 'cn:710000'],
    ['吉林', 'cn:220000'],
    ['吉林市', 'cn:220200'],
    ['海南', 'cn:460000'],
    ['630000', 'cn:630000'],
  ])('%s is %s', async (name, key) => {
    expect(await resolve(name)).toMatchObject([{ kind: 'FOUND', entity: { key } }]);
  });

  test('names the candidates of a name that several equals bear', async () => {
    const [found] = await resolve('鼓楼区');
    expect(found?.kind).toBe('AMBIGUOUS');
    const keys = found?.kind === 'AMBIGUOUS' ? found.candidates.map((candidate) => candidate.key) : [];
    expect(keys.length).toBeGreaterThan(1);
    expect(found?.kind === 'AMBIGUOUS' && found.candidates.every((candidate) => candidate.level === 'COUNTY')).toBe(
      true,
    );
  });

  test.each([
    ['青海身', '青海省'],
    ['清海省', '青海省'],
    ['黑龙将', '黑龙江'],
  ])('suggests for %s, misspelt, %s', async (misspelt, meant) => {
    expect(await resolve(misspelt)).toEqual([{ kind: 'UNKNOWN' }]);
    expect(await suggestNames(store.createReader(), misspelt)).toContain(meant);
  });

  test.each(['', '   ', '\0', '青\0海', '\uD83D', '\u{10FFFF}x', '\uD7FF', '%', "'", 'x'.repeat(5000)])(
    'finds nothing for %j, and says so',
    async (name) => {
      expect(await resolve(name)).toMatchObject([{ kind: 'UNKNOWN' }]);
      expect((await findEntitiesByKey(store.createReader(), [name])).size).toBe(0);
    },
  );
});

describeOnEveryDatabase(
  'a new version of the gazetteer',
  (getDatabase) => {
    beforeEach(async () => {
      await beginCorpus(getDatabase());
      await saveGazetteer(getDatabase(), SMALL_GAZETTEER, { version: 'g1' });
    });
    const find = async (name: string) => (await resolveEntityNames(new Reader(getDatabase()), [name]))[0];
    const without = (key: string): EntityRecord[] => SMALL_GAZETTEER.filter((entry) => entry.key !== key);
    const mentioning = (key: string, surface: string, entities: readonly EntityRecord[] = []) => {
      const document = makeDocument({ text: `${surface}的消息。` });
      return taken('a.md', document, makeExtraction([makeMention(document, surface, key)], entities));
    };

    test('brings new names and takes the old ones', async () => {
      const renamed = SMALL_GAZETTEER.map((entry) =>
        entry.key === 'cn:632700'
          ? { ...entry, name: '玉树市', aliases: [{ form: '结古', kind: 'HISTORIC' as const }] }
          : entry,
      );
      await saveGazetteer(getDatabase(), renamed, { version: 'g2' });
      expect(await find('结古')).toMatchObject({ kind: 'FOUND', entity: { key: 'cn:632700', name: '玉树市' } });
      expect(await find('玉树藏族自治州')).toMatchObject({ kind: 'UNKNOWN' });
    });

    test('brings new ancestors, down to the last descendant', async () => {
      const west = makeEntity('cn:west', 'PLACE', {
        name: '西北',
        level: 'PROVINCE',
        parentKey: 'country:CN' as EntityKey,
        isGazetteer: true,
      });
      const moved = SMALL_GAZETTEER.map((entry) =>
        entry.key === 'cn:630000' ? { ...entry, level: 'PREFECTURE' as const, parentKey: west.key } : entry,
      );
      await saveGazetteer(getDatabase(), [...moved, west], { version: 'g2' });
      const rows = await getDatabase().query(
        'SELECT p."key", x."distance" FROM "EntityAncestor" x JOIN "Entity" p ON p."id" = x."ancestorId" JOIN "Entity" e ON e."id" = x."entityId" WHERE e."key" = $1 ORDER BY x."distance"',
        ['cn:632700'],
      );
      expect(rows).toEqual([
        { key: 'cn:630000', distance: 1 },
        { key: 'cn:west', distance: 2 },
        { key: 'country:CN', distance: 3 },
      ]);
    });

    test('drops an entry that left', async () => {
      await saveGazetteer(getDatabase(), without('cn:632700'), { version: 'g2' });
      expect(await find('玉树')).toMatchObject({ kind: 'UNKNOWN' });
      expect((await findEntitiesByKey(new Reader(getDatabase()), ['cn:632700'])).size).toBe(0);
    });

    test('keeps an entry that left while an article mentions it, and no longer', async () => {
      await saveBatch(getDatabase(), makeBatch([mentioning('cn:632700', '玉树')]));
      await saveGazetteer(getDatabase(), without('cn:632700'), { version: 'g2' });
      expect(await find('玉树')).toMatchObject({ kind: 'FOUND', entity: { key: 'cn:632700', articleCount: 1 } });
      await saveBatch(getDatabase(), makeBatch([{ kind: 'REMOVED', path: 'a.md' }]));
      expect(await find('玉树')).toMatchObject({ kind: 'UNKNOWN' });
    });

    test('takes over an entity that articles spoke of before, and gives it back with the names they use', async () => {
      const before = makeEntity('org:/甲社', 'ORGANIZATION', { name: '甲社', subtype: 'MEDIA' });
      await saveBatch(getDatabase(), makeBatch([mentioning(before.key, '甲社', [before])]));
      await saveGazetteer(getDatabase(), [...SMALL_GAZETTEER, { ...before, name: '甲通讯社', isGazetteer: true }], {
        version: 'g2',
      });
      expect(await find('甲通讯社')).toMatchObject({ kind: 'FOUND', entity: { key: before.key, articleCount: 1 } });
      await saveGazetteer(getDatabase(), SMALL_GAZETTEER, { version: 'g3' });
      expect(await find('甲通讯社')).toMatchObject({ kind: 'UNKNOWN' });
      expect(await find('甲社')).toMatchObject({ kind: 'FOUND', entity: { key: before.key, name: '甲社' } });
    });

    test('tells who an author is, who was unknown before', async () => {
      const authors = () =>
        getDatabase().query(
          'SELECT a."key", e."key" AS "entity" FROM "Author" a LEFT JOIN "Entity" e ON e."id" = a."entityId"',
        );
      await saveBatch(
        getDatabase(),
        makeBatch([taken('a.md', makeDocument({ credits: [makeCredit('甲社', { kind: 'ORGANIZATION' })] }))]),
      );
      expect(await authors()).toEqual([{ key: 'organization:甲社', entity: null }]);
      await saveGazetteer(
        getDatabase(),
        [...SMALL_GAZETTEER, makeEntity('org:/甲社', 'ORGANIZATION', { name: '甲社', isGazetteer: true })],
        { version: 'g2' },
      );
      expect(await authors()).toEqual([{ key: 'organization:甲社', entity: 'org:/甲社' }]);
      await saveGazetteer(getDatabase(), SMALL_GAZETTEER, { version: 'g3' });
      expect(await authors()).toEqual([{ key: 'organization:甲社', entity: null }]);
    });
  },
  { per: 'test' },
);
