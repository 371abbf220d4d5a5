import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeArchive } from '../support/archive.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';
import { findBreaches } from '../support/invariants.ts';

// Whole programs are begun here, one after the other: much slower where others use the machine as well.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** One statement of damage each, and a word of the breach that must be found. */
const DAMAGES = {
  'an article’s text is cut short': [
    `UPDATE "Article" SET "text" = 'x' WHERE "id" = (SELECT min("articleId") FROM "Mention" WHERE "field" = 'BODY')`,
    'does not stand',
  ],
  'an article has lost its mentions': [
    `DELETE FROM "Mention" WHERE "articleId" = (SELECT min("articleId") FROM "Mention")`,
    'mentions',
  ],
  'an article has lost its roll-ups': [
    `DELETE FROM "ArticleEntity" WHERE "articleId" = (SELECT min("articleId") FROM "ArticleEntity")`,
    'not rolled up',
  ],
  'a document has lost its article': [
    `UPDATE "Document" SET "articleId" = NULL WHERE "id" = (SELECT min("id") FROM "Document" WHERE "state" = 'TAKEN')`,
    'without an article',
  ],
  'a counter is off': [`UPDATE "Tag" SET "articleCount" = "articleCount" + 1`, 'articles of tag'],
  'a total is off': [`UPDATE "Corpus" SET "articleCount" = "articleCount" - 1`, 'total of articles'],
  'entities are miscounted': [`UPDATE "Corpus" SET "entityCounts" = '{}'`, 'entities by type'],
  'a change is missing': [`DELETE FROM "Change" WHERE "position" = 0`, 'should be'],
  'an article was removed unheard': [`UPDATE "Change" SET "kind" = 'REMOVED' WHERE "position" = 1`, 'out of place'],
  'a key is current no more': [`UPDATE "ArticleKey" SET "isCurrent" = (1 = 0)`, 'current key'],
  'an image is in nothing': [`INSERT INTO "Image" ("key", "url") VALUES ('k', 'u')`, 'an image in nothing'],
  'a source is of nothing': [
    `INSERT INTO "Source" ("key", "name", "kind", "timeZone") VALUES ('k', 'k', 'DIRECTORY', 'UTC')`,
    'a source without a file',
  ],
} as const;

describeOnEveryDatabase('The invariants of a graph', (getDatabase) => {
  let graph: TestGraph;
  let home: Awaited<ReturnType<typeof makeFolder>>;
  beforeAll(async () => {
    home = await makeFolder();
    graph = await openGraph(getDatabase().url);
    await graph.ingest(await writeArchive(join(home.path, 'archive'), 3, { sources: 2, filesPerSource: 10 }));
  });
  afterAll(async () => {
    await graph?.close();
    await home?.remove();
  });

  it('hold after a run', async () => {
    expect(await graph.store.countArticles()).toBeGreaterThan(15);
    expect(await findBreaches(getDatabase())).toEqual([]);
  });

  it.each(Object.entries(DAMAGES))('are broken, and it is seen, when %s', async (_, [damage, word]) => {
    const undo = new Error('undone');
    let breaches: readonly string[] = [];
    const damaged = getDatabase().transaction(async (transaction) => {
      expect(await transaction.execute(damage)).toBeGreaterThan(0);
      breaches = await findBreaches(transaction);
      throw undo;
    });
    await expect(damaged).rejects.toBe(undo);
    expect(breaches.join('\n')).toContain(word);
  });
});
