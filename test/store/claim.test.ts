import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMPTY_REPORT } from '../../src/model/report.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, makeExtraction, NOW_MS, sourceSettings, taken } from '../support/documents.ts';

describeOnEveryDatabase(
  'sources claimed by a run',
  (getDatabase) => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore(getDatabase().url);
    });
    afterEach(() => store.close());

    const claim = (keys: readonly string[], known: Awaited<ReturnType<Store['loadKnownSources']>>) =>
      store.claimSources({
        sources: keys.map((key) => ({ settings: sourceSettings(key), location: `at ${key}`, url: null })),
        known,
        nowMs: NOW_MS,
      });
    const claimed = async (keys: readonly string[]) => {
      const result = await claim(keys, await store.loadKnownSources());
      if (result.kind !== 'CLAIMED') throw new Error('the sources have changed');
      return result.run;
    };
    const end = { nowMs: NOW_MS + 1, message: null };

    it('are known to whoever looks after it', async () => {
      await claimed(['a', 'b']);
      expect(await store.loadKnownSources()).toMatchObject([
        { key: 'a', location: 'at a' },
        { key: 'b', location: 'at b' },
      ]);
    });

    it('are refused to a run that looked before another claimed, and nothing is written for it', async () => {
      const before = await store.loadKnownSources();
      await claimed(['archive']);
      const known = [{ key: 'archive', location: 'at archive' }];
      expect(await claim(['sub'], before)).toMatchObject({ kind: 'CHANGED', known });
      expect(await store.loadKnownSources()).toEqual(known);
      expect(await getDatabase().query('SELECT "sourceKeys" FROM "IngestRun"')).toMatchObject([
        { sourceKeys: '["archive"]' },
      ]);
    });

    it('of many runs at once are claimed one run after the other', async () => {
      const others = await Promise.all(Array.from({ length: 4 }, () => openStore(getDatabase().url)));
      const results = await Promise.all(
        others.map((other, at) =>
          other.claimSources({
            sources: [{ settings: sourceSettings(`${at}`), location: `${at}`, url: null }],
            known: [],
            nowMs: NOW_MS,
          }),
        ),
      );
      expect(results.map(({ kind }) => kind).sort()).toEqual(['CHANGED', 'CHANGED', 'CHANGED', 'CLAIMED']);
      expect(await store.loadKnownSources()).toHaveLength(1);
      for (const other of others) await other.close();
    });

    it('go with a run that took no file of them, and stay with one that did', async () => {
      const run = await claimed(['empty', 'full']);
      await store.saveBatch(makeBatch([taken('a.md', makeDocument())], { source: sourceSettings('full') }));
      await store.finishRun(run, EMPTY_REPORT, end);
      expect((await store.loadKnownSources()).map(({ key }) => key)).toEqual(['full']);
    });

    it('stay while another run that claimed them goes on', async () => {
      const [first, second] = [await claimed(['shared']), await claimed(['shared'])];
      await store.finishRun(first, EMPTY_REPORT, end);
      expect(await store.loadKnownSources()).toHaveLength(1);
      await store.finishRun(second, EMPTY_REPORT, end);
      expect(await store.loadKnownSources()).toEqual([]);
    });

    it('go when the run that claimed them is found dead', async () => {
      const result = await store.claimSources({
        sources: [{ settings: sourceSettings('left'), location: 'at left', url: null }],
        known: [],
        nowMs: NOW_MS,
        by: { processId: 1, host: 'elsewhere' },
      });
      expect(result.kind).toBe('CLAIMED');
      await store.startRun([], NOW_MS + 3_600_000);
      expect(await store.loadKnownSources()).toEqual([]);
    });

    it('keep a file of another version than the one that was gone', async () => {
      const [old, fresh] = [taken('a.md', makeDocument({ title: '旧' })), taken('a.md', makeDocument({ title: '新' }))];
      await store.saveBatch(makeBatch([old]));
      await store.saveBatch(makeBatch([{ ...fresh, digest: 'newer' }]));
      await store.saveBatch(makeBatch([{ kind: 'REMOVED', path: 'a.md', digest: old.digest }]));
      expect(await store.countArticles()).toBe(1);
      await store.saveBatch(makeBatch([{ kind: 'REMOVED', path: 'a.md', digest: 'newer' }]));
      expect(await store.countArticles()).toBe(0);
    });

    it('take a file on its own that cannot be moved any more', async () => {
      const file = taken('new.md', makeDocument({ title: '搬走的' }), makeExtraction([], []));
      await store.saveBatch(
        makeBatch([{ kind: 'MOVED', from: 'old.md', path: 'new.md', otherwise: async () => file }]),
      );
      expect(
        (await store.loadKnownFiles('archive', { scopes: null, after: null, limit: 9 })).map(({ path }) => path),
      ).toEqual(['new.md']);
      expect(await store.countArticles()).toBe(1);
    });

    it('let go of the old place of a file that another run has taken in the new', async () => {
      const [old, file] = [taken('old.md', makeDocument()), taken('new.md', makeDocument())];
      await store.saveBatch(makeBatch([old]));
      await store.saveBatch(makeBatch([file]));
      await store.saveBatch(
        makeBatch([{ kind: 'MOVED', from: 'old.md', path: 'new.md', otherwise: async () => file }]),
      );
      expect(
        (await store.loadKnownFiles('archive', { scopes: null, after: null, limit: 9 })).map(({ path }) => path),
      ).toEqual(['new.md']);
      expect(await store.countArticles()).toBe(1);
    });
  },
  { per: 'test' },
);
