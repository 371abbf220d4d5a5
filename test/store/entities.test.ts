import { beforeEach, expect, test } from 'vitest';
import type { EntityKey } from '../../src/model/entity.ts';
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
  type Taken,
  taken,
} from '../support/documents.ts';
import { SMALL_GAZETTEER } from '../support/small-world.ts';

describeOnEveryDatabase(
  'an entity outside the gazetteer',
  (getDatabase) => {
    beforeEach(async () => {
      await beginCorpus(getDatabase());
      await saveGazetteer(getDatabase(), SMALL_GAZETTEER, { version: 'g1' });
    });
    const save = (...changes: Parameters<typeof makeBatch>[0]) => saveBatch(getDatabase(), makeBatch(changes));
    const remove = (path: string) => save({ kind: 'REMOVED', path });
    const said = async () =>
      await getDatabase().query(
        'SELECT e."key", e."name", e."subtype", i."key" AS "issuer", p."key" AS "parent" FROM "Entity" e LEFT JOIN "Entity" i ON i."id" = e."issuerId" LEFT JOIN "Entity" p ON p."id" = e."parentId" WHERE NOT e."isGazetteer" ORDER BY e."key"',
      );
    const aliases = async (key: string) =>
      (
        await getDatabase().query<{ form: string }>(
          'SELECT a."form" FROM "Alias" a JOIN "Entity" e ON e."id" = a."entityId" WHERE e."key" = $1 ORDER BY a."form"',
          [key],
        )
      ).map((row) => row.form);
    const KEY = 'doc:储能办法';
    const speaking = (path: string, name: string, issuer: string | null = null): Taken => {
      const document = makeDocument({ title: path, text: `《${name}》${issuer ?? ''}发布。` });
      return taken(
        path,
        document,
        makeExtraction(
          [makeMention(document, `《${name}》`, KEY, { type: 'POLICY_DOCUMENT' })],
          [makeEntity(KEY, 'POLICY_DOCUMENT', { name, issuerKey: issuer as EntityKey | null, subtype: '办法' })],
        ),
      );
    };

    test('has the smallest of its spellings for a name, and loses it with the article that wrote it', async () => {
      await save(speaking('a.md', '储能办法'));
      await save(speaking('b.md', '储 能办法'));
      await save(speaking('c.md', '储能 办法'));
      expect(await said()).toEqual([{ key: KEY, name: '储 能办法', subtype: '办法', issuer: null, parent: null }]);
      expect(await aliases(KEY)).toEqual(['储 能办法', '储能 办法', '储能办法']);
      await remove('b.md');
      expect(await said()).toEqual([{ key: KEY, name: '储能 办法', subtype: '办法', issuer: null, parent: null }]);
      expect(await aliases(KEY)).toEqual(['储能 办法', '储能办法']);
      await save(speaking('c.md', '储能办法'));
      expect(await said()).toEqual([{ key: KEY, name: '储能办法', subtype: '办法', issuer: null, parent: null }]);
      expect(await aliases(KEY)).toEqual(['储能办法']);
    });

    test('has the issuer any article knows, and loses it with the article that knew', async () => {
      await save(speaking('a.md', '储能办法'));
      await save(speaking('b.md', '储能办法', 'org:country:CN/国家能源局'));
      expect(await said()).toMatchObject([{ issuer: 'org:country:CN/国家能源局' }]);
      await save(speaking('b.md', '储能办法'));
      expect(await said()).toMatchObject([{ issuer: null }]);
    });

    test('keeps what belongs to it only as long as something does', async () => {
      const document = makeDocument({ text: '省局办公室答复。' });
      const bureau = makeEntity('org:/省局', 'ORGANIZATION', { name: '省局' });
      const office = makeEntity('org:/省局办公室', 'ORGANIZATION', { name: '省局办公室', parentKey: bureau.key });
      await save(
        taken('a.md', document, makeExtraction([makeMention(document, '省局办公室', office.key)], [office, bureau])),
      );
      expect(await said()).toMatchObject([
        { key: bureau.key, parent: null },
        { key: office.key, parent: bureau.key },
      ]);
      expect(
        await getDatabase().query(
          'SELECT "distance" FROM "EntityAncestor" x JOIN "Entity" e ON e."id" = x."entityId" WHERE e."key" = $1',
          [office.key],
        ),
      ).toEqual([{ distance: 1 }]);
      await remove('a.md');
      expect(await said()).toEqual([]);
    });

    test('stays while it is only a candidate, and goes with the last article that offered it', async () => {
      const document = makeDocument({ text: '东方公司公告。' });
      const records = ['org:/东方储能', 'org:/东方航运'].map((key) =>
        makeEntity(key, 'ORGANIZATION', { name: key.slice(5) }),
      );
      const [one, other] = records.map((record, index) => ({ key: record.key, score: 0.6 - index * 0.2 }));
      const mention = makeMention(document, '东方公司', {
        kind: 'AMBIGUOUS',
        candidates: [one as never, other as never],
      });
      await save(taken('a.md', document, makeExtraction([mention], records)));
      expect(await said()).toHaveLength(2);
      expect(
        await getDatabase().query('SELECT "position", "score" FROM "MentionCandidate" ORDER BY "position"'),
      ).toEqual([
        { position: 0, score: 0.6 },
        { position: 1, score: 0.39999999999999997 },
      ]);
      await remove('a.md');
      expect(await said()).toEqual([]);
    });

    test('is the author of the same name, and goes with the last credit', async () => {
      const credited = (path: string, name: string) =>
        taken(
          path,
          makeDocument({ title: path, credits: [makeCredit(name)] }),
          makeExtraction([], [makeEntity('person:张三', 'PERSON', { name })]),
        );
      await save(credited('a.md', '張三'));
      await save(credited('b.md', '张三'));
      const authors = () =>
        getDatabase().query(
          'SELECT a."name", e."key" AS "entity", e."name" AS "entityName" FROM "Author" a LEFT JOIN "Entity" e ON e."id" = a."entityId"',
        );
      expect(await authors()).toEqual([{ name: '张三', entity: 'person:张三', entityName: '张三' }]);
      await remove('b.md');
      expect(await authors()).toEqual([{ name: '張三', entity: 'person:张三', entityName: '張三' }]);
      await remove('a.md');
      expect(await authors()).toEqual([]);
      expect(await said()).toEqual([]);
    });

    test('is a former key that a merge left behind', async () => {
      await save(speaking('a.md', '储能办法'));
      await getDatabase().execute(
        'INSERT INTO "EntityKey" ("key", "entityId", "isCurrent") SELECT $1, "id", $2 FROM "Entity" WHERE "key" = $3',
        ['doc:旧', false, KEY],
      );
      const document = makeDocument({ title: 'b', text: '《旧》废止。' });
      await save(
        taken(
          'b.md',
          document,
          makeExtraction(
            [makeMention(document, '《旧》', 'doc:旧', { type: 'POLICY_DOCUMENT' })],
            [makeEntity('doc:旧', 'POLICY_DOCUMENT', { name: '旧' })],
          ),
        ),
      );
      expect(await getDatabase().query('SELECT "key", "articleCount" FROM "Entity" WHERE NOT "isGazetteer"')).toEqual([
        { key: KEY, articleCount: 2 },
      ]);
    });
  },
  { per: 'test' },
);
