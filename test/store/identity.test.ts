import { beforeEach, describe, expect, test } from 'vitest';
import type { ParsedDocument } from '../../src/model/document.ts';
import { articleKeyOf, bodyDigestOf, identityOf } from '../../src/model/identity.ts';
import { findByPublicKey } from '../../src/store/read/by-public-key.ts';
import { Reader } from '../../src/store/read/reader.ts';
import type { DocumentChange } from '../../src/store/write/batch.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { describeOnEveryDatabase, type TestDatabase } from '../support/databases.ts';
import {
  beginCorpus,
  ignored,
  makeBatch,
  makeDocument,
  makeExtraction,
  publishedAt,
  quarantined,
  sourceSettings,
  taken,
} from '../support/documents.ts';

const AT_NOON = publishedAt('2021-05-26T12:00:00Z');
const keyOf = (document: ParsedDocument, bodies = 1, source = 'archive') =>
  articleKeyOf(identityOf(document, source), bodyDigestOf(document), bodies);

describe('identity', () => {
  const plain = makeDocument({ title: '储能', publication: AT_NOON });

  test('is the canonical address when there is one, in whatever source it lies', () => {
    const one = makeDocument({ title: '储能', canonicalUrl: 'https://example.org/1', publication: AT_NOON });
    const other = makeDocument({ title: '別題', canonicalUrl: 'https://example.org/1', guid: 'g' });
    expect(identityOf(one, 'archive')).toBe(identityOf(other, 'feed'));
  });

  test('is the guid within its source when there is no address', () => {
    const item = makeDocument({ guid: '17', title: '甲' });
    expect(identityOf(item, 'feed')).toBe(identityOf(makeDocument({ guid: '17', title: '乙' }), 'feed'));
    expect(identityOf(item, 'feed')).not.toBe(identityOf(item, 'other'));
  });

  test.each([
    ['title', { title: '風電' }],
    ['written date', { publication: publishedAt('2021-05-27T12:00:00Z') }],
  ] as const)('changes with the %s', (_, facts) => {
    expect(identityOf({ ...plain, ...facts }, 'archive')).not.toBe(identityOf(plain, 'archive'));
  });

  test('is of the date as written: one instant in two spellings is two identities', () => {
    const shifted = { ...AT_NOON, written: '2021-05-26T20:00:00+08:00' };
    expect(Date.parse(shifted.written)).toBe(AT_NOON.ms);
    expect(identityOf({ ...plain, publication: shifted }, 'archive')).not.toBe(identityOf(plain, 'archive'));
  });

  test('takes nothing from a file name: a date found there, or a title, makes no difference', () => {
    const dated = makeDocument({ title: '储能', publication: { ...AT_NOON, provenance: 'FILE_NAME' } });
    expect(identityOf(dated, 'archive')).toBe(identityOf(makeDocument({ title: '储能' }), 'archive'));
    const untitled = makeDocument({ title: 'a', titleProvenance: 'FILE_NAME' });
    expect(identityOf(untitled, 'archive')).toBe(identityOf({ ...untitled, title: 'b' }, 'archive'));
    expect(identityOf(untitled, 'archive')).not.toBe(identityOf({ ...untitled, text: '别的正文。' }, 'archive'));
  });

  test('of bodies sees through white space only', () => {
    expect(bodyDigestOf(makeDocument({ text: '一段。\n二段。' }))).toBe(
      bodyDigestOf(makeDocument({ text: '一段。 　二段。\n' })),
    );
    expect(bodyDigestOf(makeDocument({ text: '一段' }))).not.toBe(bodyDigestOf(makeDocument({ text: '一段。' })));
  });
});

describeOnEveryDatabase(
  'the articles of documents',
  (getDatabase) => {
    beforeEach(() => beginCorpus(getDatabase()));
    const save = (changes: readonly DocumentChange[], source = 'archive') =>
      saveBatch(getDatabase(), makeBatch(changes, { source: sourceSettings(source) }));
    const resolve = async (...keys: string[]) => {
      const reader = new Reader(getDatabase());
      const rows = await Promise.all(
        keys.map((key) => findByPublicKey(reader, 'Article', key, { select: { id: true } })),
      );
      return new Map(
        rows.flatMap((row, index) => (row === null ? [] : [[keys[index] as string, Number(row.id)] as const])),
      );
    };
    const story = makeDocument({ title: '储能', publication: AT_NOON, text: '第一段。\n第二段。' });
    const spaced = { ...story, text: '第一段。\n\n第二段。', html: '<p>spaced</p>' };
    const revised = { ...story, text: '全新的正文。' };

    test('that agree are one, with the text of the longest, whichever came first', async () => {
      await save([taken('a.md', story)]);
      const { updated } = await save([taken('z.md', spaced)]);
      expect(updated).toEqual([keyOf(story)]);
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf(story), path: 'z.md', text: spaced.text, documents: 2 },
      ]);
    });

    test('that agree and are as long take the text of the smallest path', async () => {
      await save([taken('b.md', story), taken('c.md', story)]);
      await save([taken('a.md', story)]);
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf(story), path: 'a.md', text: story.text, documents: 3 },
      ]);
    });

    test('fall back to the next document when the one their text came from goes', async () => {
      await save([taken('a.md', story), taken('z.md', spaced)]);
      const { updated, removed } = await save([{ kind: 'REMOVED', path: 'z.md' }]);
      expect({ updated, removed }).toEqual({ updated: [keyOf(story)], removed: [] });
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf(story), path: 'a.md', text: story.text, documents: 1 },
      ]);
    });

    test('measure length by the text, not by what else a file holds', async () => {
      await save([
        taken('long-front-matter.md', { ...story, frontMatter: { note: 'x'.repeat(500) } }),
        taken('z.md', spaced),
      ]);
      expect((await articles(getDatabase()))[0]?.path).toBe('z.md');
    });

    test('with one title and date but other bodies each get the digest into their key, and the former key resolves', async () => {
      await save([taken('a.md', story)]);
      const [before] = [...(await resolve(keyOf(story))).values()];
      const result = await save([taken('b.md', revised)]);
      const keys = [keyOf(story, 2), keyOf(revised, 2)];
      expect([...result.added].sort()).toEqual([...keys].sort());
      expect(result.removed).toEqual([keyOf(story)]);
      const found = await resolve(keyOf(story), ...keys);
      expect(found.get(keyOf(story))).toBe(before);
      expect(found.get(keys[0] as string)).toBe(before);
      expect(found.get(keys[1] as string)).not.toBe(before);
    });

    test('get their plain key back when the other body goes, and the longer one still resolves', async () => {
      await save([taken('a.md', story), taken('b.md', revised)]);
      await save([{ kind: 'REMOVED', path: 'b.md' }]);
      expect((await articles(getDatabase())).map((article) => article.key)).toEqual([keyOf(story)]);
      const found = await resolve(keyOf(story), keyOf(story, 2), keyOf(revised, 2));
      expect(found.get(keyOf(story))).toBe(found.get(keyOf(story, 2)));
      expect(found.has(keyOf(revised, 2))).toBe(false);
    });

    test('that become one leave their keys to it', async () => {
      await save([taken('a.md', story), taken('b.md', revised)]);
      await save([taken('b.md', story)]);
      const found = await resolve(keyOf(story), keyOf(story, 2), keyOf(revised, 2));
      expect(found.size).toBe(3);
      expect(new Set(found.values()).size).toBe(1);
    });

    test('of two sources are one by their address', async () => {
      const canonicalUrl = 'https://example.org/1';
      await save([taken('a.md', { ...story, canonicalUrl })]);
      await save([taken('a.md', { ...spaced, canonicalUrl })], 'feed');
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf({ ...story, canonicalUrl }), path: 'a.md', text: spaced.text, documents: 2 },
      ]);
      const [row] = await getDatabase().query<{ key: string }>(
        'SELECT s."key" FROM "Article" a JOIN "Source" s ON s."id" = a."sourceId"',
      );
      expect(row?.key).toBe('feed');
      expect(await sourceCounts(getDatabase())).toEqual({ archive: 0, feed: 1 });
    });

    test('of two sources are two by anything else', async () => {
      await save([taken('a.md', story)]);
      await save([taken('a.md', story)], 'feed');
      expect(await articles(getDatabase())).toHaveLength(2);
    });

    test('keep their row under a new title, and the former key resolves', async () => {
      await save([taken('a.md', story)]);
      const [before] = [...(await resolve(keyOf(story))).values()];
      const renamed = { ...story, title: '储能新规' };
      const result = await save([taken('a.md', renamed)]);
      expect(result).toMatchObject({ added: [keyOf(renamed)], updated: [], removed: [keyOf(story)] });
      const found = await resolve(keyOf(story), keyOf(renamed));
      expect([...found.values()]).toEqual([before, before]);
      const revisions = await getDatabase().query('SELECT "kind", "fields" FROM "ArticleRevision" ORDER BY "revision"');
      expect(revisions).toEqual([
        { kind: 'ADDED', fields: '[]' },
        { kind: 'UPDATED', fields: '["key","title"]' },
      ]);
    });

    test('keep key and row when their file moves, and nothing is extracted again', async () => {
      await save([taken('a.md', story)]);
      const extract = async () => {
        throw new Error('extracted again');
      };
      const result = await saveBatch(
        getDatabase(),
        makeBatch([{ kind: 'MOVED', from: 'a.md', path: 'b/a.md' }], { extract }),
      );
      expect(result).toMatchObject({ added: [], updated: [keyOf(story)], removed: [] });
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf(story), path: 'b/a.md', text: story.text, documents: 1 },
      ]);
    });

    test('follow their files when those change places', async () => {
      const other = { ...story, title: '风电' };
      await save([taken('a.md', story), taken('b.md', other)]);
      await save([
        { kind: 'MOVED', from: 'a.md', path: 'b.md' },
        { kind: 'MOVED', from: 'b.md', path: 'a.md' },
      ]);
      const paths = new Map((await articles(getDatabase())).map((article) => [article.key, article.path]));
      expect(paths.get(keyOf(story))).toBe('b.md');
      expect(paths.get(keyOf(other))).toBe('a.md');
    });

    test('may change places themselves', async () => {
      const other = { ...story, title: '风电' };
      await save([taken('a.md', story), taken('b.md', other)]);
      const before = await resolve(keyOf(story), keyOf(other));
      const { added, removed } = await save([taken('a.md', other), taken('b.md', story)]);
      expect([...added, ...removed]).toEqual([]);
      expect(await resolve(keyOf(story), keyOf(other))).toEqual(before);
    });

    test('keep the last good version of a file that no longer parses, marked stale, until it parses again', async () => {
      await save([taken('a.md', story)]);
      const states = () => getDatabase().query('SELECT "state", "stale" FROM "Document"');
      expect(await save([quarantined('a.md')])).toMatchObject({ added: [], updated: [], removed: [] });
      expect(await articles(getDatabase())).toEqual([
        { key: keyOf(story), path: 'a.md', text: story.text, documents: 1 },
      ]);
      expect(await states()).toEqual([{ state: 'QUARANTINED', stale: true }]);
      expect(await save([taken('a.md', story)])).toMatchObject({ added: [], updated: [], removed: [] });
      expect(await states()).toEqual([{ state: 'TAKEN', stale: false }]);
    });

    test('come from no file that never parsed', async () => {
      await save([quarantined('a.md')]);
      expect(await articles(getDatabase())).toEqual([]);
      expect(await getDatabase().query('SELECT "state", "stale", "content" FROM "Document"')).toEqual([
        { state: 'QUARANTINED', stale: false, content: null },
      ]);
    });

    test('go when their file becomes a draft', async () => {
      await save([taken('a.md', story)]);
      expect((await save([ignored('a.md')])).removed).toEqual([keyOf(story)]);
      expect(await articles(getDatabase())).toEqual([]);
      expect(
        await getDatabase().query('SELECT "state", "ignoredReason", "content", "articleId" FROM "Document"'),
      ).toEqual([{ state: 'IGNORED', ignoredReason: 'DRAFT', content: null, articleId: null }]);
    });

    test('extract anew the text they fall back to', async () => {
      await save([taken('a.md', story), taken('z.md', spaced)]);
      const extracted: string[] = [];
      const extract = async (document: ParsedDocument) => {
        extracted.push(document.text);
        return makeExtraction();
      };
      await saveBatch(getDatabase(), makeBatch([{ kind: 'REMOVED', path: 'z.md' }], { extract }));
      expect(extracted).toEqual([story.text]);
    });
  },
  { per: 'test' },
);

const articles = (database: TestDatabase) =>
  database.query<{ key: string; path: string; text: string; documents: number }>(
    'SELECT "key", "path", "text", (SELECT count(*) FROM "Document" d WHERE d."articleId" = a."id") AS "documents" FROM "Article" a ORDER BY "path", "key"',
  );

const sourceCounts = async (database: TestDatabase) =>
  Object.fromEntries(
    (await database.query<{ key: string; articleCount: number }>('SELECT "key", "articleCount" FROM "Source"')).map(
      (row) => [row.key, row.articleCount],
    ),
  );
