import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/client.ts';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { troubleOf } from '../../src/store/trouble.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const HOLD = fileURLToPath(new URL('programs/hold-write-lock.ts', import.meta.url));
/** Longer than the five seconds after which a single statement used to give up. */
const HELD_MS = 7000;

/** By SQLSTATE, as the server raises it. */
const TROUBLES = {
  '40001': 'CONFLICT',
  '40P01': 'CONFLICT',
  '53100': 'FULL',
  '53300': 'LOST',
  '55P03': 'BUSY',
  '57P01': 'LOST',
  '57P03': 'LOST',
  '08006': 'LOST',
  '22012': null,
  '23505': null,
  '57014': null,
};

describeOnEveryDatabase(
  'a writer',
  (getDatabase, kind) => {
    beforeEach(async () => {
      await getDatabase().execute('INSERT INTO "Corpus" ("id", "revision") VALUES (1, 0) ON CONFLICT DO NOTHING');
    });
    const revision = async () =>
      (await getDatabase().query<{ revision: number }>('SELECT "revision" FROM "Corpus"'))[0]?.revision;
    const advance = (database: Database) =>
      database.transaction((transaction) => transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1'));

    it('waits for another process’s, however long its batch, and lets its own thread do other things', async () => {
      // Opened before: opening looks at the migrations under the lock, and may wait for it with its thread.
      const store = await openStore(getDatabase().url);
      const holder = spawn(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), HOLD, getDatabase().url, `${HELD_MS}`],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await once(holder.stdout, 'data');
      const startedMs = performance.now();
      let lastMs = startedMs;
      let longestGapMs = 0;
      const ticking = setInterval(() => {
        longestGapMs = Math.max(longestGapMs, performance.now() - lastMs);
        lastMs = performance.now();
      }, 10);
      const ended = once(holder, 'exit');
      await store.saveBatch(makeBatch([taken('a.md', makeDocument())]));
      await advance(getDatabase());
      clearInterval(ticking);
      expect(performance.now() - startedMs).toBeGreaterThan(HELD_MS / 2);
      if (kind.provider === 'sqlite') expect(longestGapMs).toBeLessThan(HELD_MS / 2);
      expect(await ended).toEqual([0, null]);
      expect(await revision()).toBe(3);
      expect(await store.countArticles()).toBe(1);
      await store.close();
    });

    it('by a single statement lets go of the lock when it is done, though it had to wait for it', async () => {
      const holder = spawn(
        process.execPath,
        ['--import', import.meta.resolve('tsx'), HOLD, getDatabase().url, '1500'],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(holder, 'exit');
      await once(holder.stdout, 'data');
      await getDatabase().execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
      await ended;
      const other = await openDatabase(getDatabase().url);
      await advance(other);
      await other.close();
      expect(await revision()).toBe(3);
    });

    it.runIf(kind.provider === 'sqlite')('that reads first lets no other come between', async () => {
      const other = await openDatabase(getDatabase().url);
      await getDatabase().transaction(async (transaction) => {
        await transaction.query('SELECT "revision" FROM "Corpus"');
        // Past the queue of this thread’s writers, as another process is.
        const between = other.prisma.$executeRawUnsafe('UPDATE "Corpus" SET "revision" = 7');
        expect(troubleOf('sqlite', await between.catch((error: unknown) => error))).toBe('BUSY');
        await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
      });
      await other.close();
      expect(await revision()).toBe(1);
    });

    it.runIf(kind.provider === 'postgresql')('that the database chose against begins again', async () => {
      let attempts = 0;
      await getDatabase().transaction(async (transaction) => {
        await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
        if (++attempts === 1)
          await transaction.query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$`);
      });
      expect(attempts).toBe(2);
      expect(await revision()).toBe(1);
    });

    it('is told of what no repetition mends at once, as it is', async () => {
      let attempts = 0;
      const failing = getDatabase().transaction(async (transaction) => {
        attempts++;
        await transaction.execute('UPDATE "Corpus" SET "nothing" = 1');
      });
      await expect(failing).rejects.toThrow(/nothing/);
      expect(attempts).toBe(1);
    });

    describe.runIf(kind.provider === 'postgresql')('whose connection goes', () => {
      let proxy: TcpProxy;
      let database: Database;
      beforeEach(async () => {
        const url = new URL(getDatabase().url);
        proxy = await openTcpProxy({ host: url.hostname, port: Number(url.port === '' ? 5432 : url.port) });
        url.hostname = '127.0.0.1';
        url.port = String(proxy.port);
        database = await openDatabase(url.href);
      });
      afterEach(async () => {
        await database.close();
        await proxy.close();
      });

      it('within a transaction does it again on another', async () => {
        let attempts = 0;
        await database.transaction(async (transaction) => {
          await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
          if (++attempts <= 2) proxy.sever();
          await transaction.query('SELECT 1 AS "one"');
        });
        expect(attempts).toBe(3);
        expect(await revision()).toBe(1);
      });

      it('before the answer to COMMIT does it once, and gets its result', async () => {
        const lost = proxy.loseAnswerTo('COMMIT');
        let attempts = 0;
        const result = await database.transaction(async (transaction) => {
          attempts++;
          await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
          return `result ${attempts}`;
        });
        await lost;
        expect(result).toBe('result 1');
        expect(attempts).toBe(1);
        expect(await revision()).toBe(1);
      });

      it('before COMMIT came to the server does it again', async () => {
        let attempts = 0;
        await database.transaction(async (transaction) => {
          await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
          // The statement after this one is the last before COMMIT, which meets a closed socket then.
          if (++attempts === 1) setImmediate(() => proxy.sever());
        });
        expect(await revision()).toBe(1);
      });

      it('is told DATABASE_UNREACHABLE when it stays away', async () => {
        await proxy.takeAway();
        await expect(advance(database)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
        await proxy.restore();
        await advance(database);
        expect(await revision()).toBe(1);
      });

      it('is told from other trouble by the driver’s own errors', async () => {
        const told: Record<string, unknown> = {};
        for (const state of Object.keys(TROUBLES)) {
          const raise = `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${state}'; END $$`;
          const error = await database.query(raise).catch((thrown: unknown) => thrown);
          told[state] = troubleOf('postgresql', error);
        }
        expect(told).toEqual(TROUBLES);
      });
    });
  },
  { per: 'test' },
);
