import { beforeEach, expect, test } from 'vitest';
import { UNDATED, UNDATED_SORT_MS } from '../../src/model/publication.ts';
import type { DocumentChange } from '../../src/store/write/batch.ts';
import { saveBatch } from '../../src/store/write/save-batch.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import {
  beginCorpus,
  makeBatch,
  makeCredit,
  makeDocument,
  makeEntity,
  makeExtraction,
  makeImage,
  makeMention,
  NOW_MS,
  publishedAt,
  taken,
} from '../support/documents.ts';
import { dumpGraph } from '../support/graph-dump.ts';

describeOnEveryDatabase(
  'what is saved',
  (getDatabase) => {
    beforeEach(() => beginCorpus(getDatabase()));
    const save = (...changes: readonly DocumentChange[]) => saveBatch(getDatabase(), makeBatch(changes));

    test('has instants as whole milliseconds, equal to those that Prisma writes and finds', async () => {
      const publication = publishedAt('2021-05-26T04:30:00.123Z');
      await save(taken('a.md', makeDocument({ publication })));
      const { prisma } = getDatabase();
      const where = {
        publishedMs: BigInt(publication.ms as number),
        sortMs: BigInt(publication.ms as number),
        ingestedMs: BigInt(NOW_MS),
      };
      const found = await prisma.article.findFirst({ where, select: { id: true } });
      expect(found).not.toBeNull();
      await prisma.article.updateMany({ data: where });
      expect(
        await getDatabase().query('SELECT "id" FROM "Article" WHERE "publishedMs" = $1 AND "sortMs" = $1', [
          publication.ms,
        ]),
      ).toEqual([found]);
    });

    test('has no NUL and no lone surrogate, wherever the file had them, and offsets that still hold', async () => {
      const bad = '坏\0字\uD83D。';
      const document = makeDocument({
        title: bad,
        text: `${bad}东方储能落户😀。`,
        frontMatter: { '键\0': bad, list: [bad] },
        tags: [bad],
        categories: [[bad]],
        credits: [makeCredit(bad, { affiliation: bad })],
        images: [makeImage('https://example.org/1.png', { alt: bad })],
        links: [{ url: 'https://example.org/', text: bad }],
      });
      const entity = makeEntity('org:/东方储能', 'ORGANIZATION', {
        name: '东方储能',
        aliases: [{ form: bad, kind: 'SHORT' }],
      });
      await save(
        taken('a\uD83D.md', document, makeExtraction([makeMention(document, '东方储能', entity.key)], [entity])),
      );
      const dump = JSON.stringify(await dumpGraph(getDatabase()));
      expect(dump).toContain('坏\uFFFD字\uFFFD。');
      expect(dump).toContain('😀');
      expect(dump).not.toMatch(/\\+u0000|\\+u[dD][89a-fA-F]/);
      const [row] = await getDatabase().query<{ text: string; start: number; end: number; surface: string }>(
        'SELECT a."text", m."start", m."end", m."surface" FROM "Mention" m JOIN "Article" a ON a."id" = m."articleId"',
      );
      expect(row?.text.slice(row.start, row.end)).toBe(row?.surface);
    });

    test('files an article under its categories in order, their ancestors after them', async () => {
      await save(taken('a.md', makeDocument({ categories: [['能源', '储能'], ['政策'], ['能源']] })));
      const rows = await getDatabase().query(
        'SELECT c."key", x."isDirect", x."position" FROM "ArticleCategory" x JOIN "Category" c ON c."id" = x."categoryId" ORDER BY x."position"',
      );
      expect(rows).toEqual([
        { key: '能源/储能', isDirect: true, position: 0 },
        { key: '政策', isDirect: true, position: 1 },
        { key: '能源', isDirect: true, position: 2 },
      ]);
      await save(taken('b.md', makeDocument({ title: '乙', categories: [['地方', '西北', '青海']] })));
      const below = await getDatabase().query(
        'SELECT c."key", x."isDirect", x."position" FROM "ArticleCategory" x JOIN "Category" c ON c."id" = x."categoryId" JOIN "Article" a ON a."id" = x."articleId" WHERE a."title" = $1 ORDER BY x."position"',
        ['乙'],
      );
      expect(below).toEqual([
        { key: '地方/西北/青海', isDirect: true, position: 0 },
        { key: '地方', isDirect: false, position: 1 },
        { key: '地方/西北', isDirect: false, position: 2 },
      ]);
    });

    test('keeps a name with a slash apart from a path of two names', async () => {
      await save(taken('a.md', makeDocument({ categories: [['A/B'], ['A', 'B'], ['A%2FB']] })));
      expect(
        (await getDatabase().query<{ key: string }>('SELECT "key" FROM "Category" ORDER BY "key"')).map(
          (row) => row.key,
        ),
      ).toEqual(['A', 'A%252FB', 'A%2FB', 'A/B']);
    });

    test('counts a credit in two roles as one article of the author', async () => {
      await save(
        taken('a.md', makeDocument({ credits: [makeCredit('张三'), makeCredit('張三', { role: 'EDITOR' })] })),
      );
      expect(await getDatabase().query('SELECT "key", "name", "articleCount" FROM "Author"')).toEqual([
        { key: 'person:张三', name: '张三', articleCount: 1 },
      ]);
      expect(
        await getDatabase().query('SELECT "role", "creditedName", "isFirst" FROM "Contribution" ORDER BY "position"'),
      ).toEqual([
        { role: 'AUTHOR', creditedName: '张三', isFirst: true },
        { role: 'EDITOR', creditedName: '張三', isFirst: false },
      ]);
    });

    test('gives an image the size and texts its uses state, also when one of them goes', async () => {
      const url = 'https://example.org/1.png';
      const use = (path: string, facts: object) =>
        taken(path, makeDocument({ title: path, images: [makeImage(url, facts)] }));
      const image = () =>
        getDatabase().query('SELECT "alt", "caption", "width", "height", "articleCount" FROM "Image"');
      await save(use('a.md', { alt: '乙', width: 100 }));
      await save(use('b.md', { alt: '丙', width: 640, height: 480 }));
      expect(await image()).toEqual([{ alt: '丙', caption: null, width: 640, height: 480, articleCount: 2 }]);
      await save({ kind: 'REMOVED', path: 'b.md' });
      expect(await image()).toEqual([{ alt: '乙', caption: null, width: 100, height: null, articleCount: 1 }]);
    });

    test('puts an undated article before every real instant, so that newest first has it last', async () => {
      await save(
        taken('a.md', makeDocument({ title: '甲', publication: publishedAt('0001-01-01T00:00:00Z') })),
        taken('b.md', makeDocument({ title: '乙', publication: UNDATED })),
      );
      expect(
        await getDatabase().query('SELECT "title", "sortMs", "publishedMs" FROM "Article" ORDER BY "sortMs"'),
      ).toEqual([
        { title: '乙', sortMs: UNDATED_SORT_MS, publishedMs: null },
        { title: '甲', sortMs: -62135596800000, publishedMs: -62135596800000 },
      ]);
    });
  },
  { per: 'test' },
);
