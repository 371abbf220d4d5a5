import { graphql } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, sourceSettings, taken } from '../support/documents.ts';

describeOnEveryDatabase('the state of a feed', (getDatabase) => {
  const STATE = { url: 'https://example.com/feed', etag: '"a"', lastModified: 'Mon, 03 Jun 2024 01:00:00 GMT' };
  let store: Store;
  beforeAll(async () => {
    store = await openStore(getDatabase().url);
    await store.saveBatch(makeBatch([taken('a.md', makeDocument())]));
    const feed = { ...sourceSettings('example.com-feed'), kind: 'FEED' as const };
    await store.saveBatch({
      ...makeBatch([taken('feed#x', makeDocument({ title: '别的' }))]),
      source: feed,
      location: undefined,
    });
  });
  afterAll(() => store.close());

  test('is unknown until an answer was taken in', async () => {
    const known = await store.loadKnownSources();
    expect(known.map(({ key }) => key)).toEqual(['archive', 'example.com-feed']);
    expect(known[1]).toEqual({ key: 'example.com-feed', location: null, url: null, etag: null, lastModified: null });
  });
  test('is what was saved last, and no other source’s', async () => {
    await store.saveFeedState('example.com-feed', { ...STATE, etag: '"older"' });
    await store.saveFeedState('example.com-feed', STATE);
    const [folder, feed] = await store.loadKnownSources();
    expect(feed).toEqual({ key: 'example.com-feed', location: null, ...STATE });
    expect(folder).toMatchObject({ key: 'archive', url: null, etag: null });
    await store.saveFeedState('example.com-feed', { ...STATE, etag: null, lastModified: null });
    expect((await store.loadKnownSources())[1]).toMatchObject({ url: STATE.url, etag: null, lastModified: null });
  });
  test('of a source that has no row yet is nothing to save', async () => {
    await store.saveFeedState('nowhere', STATE);
    expect((await store.loadKnownSources()).map(({ key }) => key)).not.toContain('nowhere');
  });
  test('stays when more of its items are taken in', async () => {
    await store.saveFeedState('example.com-feed', STATE);
    await store.saveBatch({
      ...makeBatch([taken('feed#y', makeDocument({ title: '第三' }))]),
      source: { ...sourceSettings('example.com-feed'), kind: 'FEED' },
      location: undefined,
    });
    expect((await store.loadKnownSources())[1]).toMatchObject(STATE);
  });
  test('is seen in the graph as kind and address', async () => {
    const { data, errors } = await graphql({
      schema: createSchema(),
      source: '{ sources { key kind url } }',
      contextValue: { reader: store.createReader() },
    });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data)).sources).toEqual([
      { key: 'archive', kind: 'DIRECTORY', url: null },
      { key: 'example.com-feed', kind: 'FEED', url: STATE.url },
    ]);
  });
});
