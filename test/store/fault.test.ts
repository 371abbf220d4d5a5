import { copyFile, rename, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';

describeOnEveryDatabase(
  'a fault of an open database',
  (getDatabase, kind) => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore(getDatabase().url);
    });
    afterEach(() => store.close());

    it('is none while it can be read', async () => {
      expect(await store.findFault()).toBeNull();
    });

    it('is found when its tables go, and gone when they are back', async () => {
      await getDatabase().execute('ALTER TABLE "Corpus" RENAME TO "Elsewhere"');
      const fault = await store.findFault();
      expect(fault?.reason).toBe('The database does not answer.');
      expect(fault?.cause).toBeInstanceOf(Error);
      await getDatabase().execute('ALTER TABLE "Elsewhere" RENAME TO "Corpus"');
      expect(await store.findFault()).toBeNull();
    });

    it('is found when it was emptied', async () => {
      await getDatabase().execute('DELETE FROM "Corpus"');
      expect((await store.findFault())?.reason).toContain('emptied');
    });

    it.runIf(kind.provider === 'postgresql')('is found when its schema is dropped', async () => {
      const schema = new URL(getDatabase().url).searchParams.get('schema');
      await getDatabase().execute(`DROP SCHEMA "${schema}" CASCADE`);
      expect((await store.findFault())?.reason).toBe('The database does not answer.');
      // The suite deletes the schema it was given.
      await getDatabase().execute(`CREATE SCHEMA "${schema}"`);
    });

    it.runIf(kind.provider === 'sqlite')('is found when the file is deleted, though it can be read on', async () => {
      await rm(fileOf(getDatabase().url));
      expect((await store.findFault())?.reason).toContain('removed or replaced');
      expect(await store.countArticles()).toBe(0);
    });

    it.runIf(kind.provider === 'sqlite')('is found when the file is replaced by a copy', async () => {
      const file = fileOf(getDatabase().url);
      await copyFile(file, `${file}.copy`);
      await rename(file, `${file}.old`);
      await rename(`${file}.copy`, file);
      expect((await store.findFault())?.reason).toContain('removed or replaced');
      await rename(`${file}.old`, file);
      expect(await store.findFault()).toBeNull();
    });
  },
  { per: 'test' },
);

const fileOf = (url: string): string => url.slice('file:'.length);
