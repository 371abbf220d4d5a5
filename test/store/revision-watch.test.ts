import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRevisionWatch } from '../../src/store/revision-watch.ts';

test('all who wait are told by one reading at a time, however many they are', async () => {
  let [revision, readings] = [3, 0];
  const watch = createRevisionWatch(
    async () => {
      readings++;
      return revision;
    },
    { intervalMs: 20 },
  );
  const watchers = Array.from({ length: 50 }, () => watch.join());
  expect(await Promise.all(watchers.map((watcher) => watcher.beyond(-1)))).toEqual(watchers.map(() => 3));
  expect(readings).toBe(1);
  const told = Promise.all(watchers.map((watcher) => watcher.beyond(3)));
  await sleep(200);
  expect(readings).toBeLessThan(15);
  revision = 4;
  expect(await told).toEqual(watchers.map(() => 4));
  const before = readings;
  await sleep(100);
  expect(readings, 'nobody waits').toBe(before);
});

test('a reading that fails is no news, and the next one is', async () => {
  let readings = 0;
  const read = async () => {
    if (++readings < 3) throw new Error('away');
    return 7;
  };
  const watch = createRevisionWatch(read, { intervalMs: 5 });
  expect(await watch.join().beyond(1)).toBe(7);
});

test('seats are limited, and given back by those who leave', async () => {
  const watch = createRevisionWatch(async () => 1, { intervalMs: 5, maxWatchers: 2 });
  const first = watch.join();
  watch.join();
  expect(() => watch.join()).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  const waiting = first.beyond(1);
  first.leave();
  expect(await waiting).toBeNull();
  expect(await first.beyond(0)).toBeNull();
  expect(await watch.join().beyond(0)).toBe(1);
});

test('closing ends all waiting and lets nobody in', async () => {
  const watch = createRevisionWatch(async () => 1, { intervalMs: 5 });
  const watcher = watch.join();
  const waiting = watcher.beyond(1);
  watch.close();
  expect(await waiting).toBeNull();
  expect(await watcher.beyond(0)).toBeNull();
  expect(() => watch.join()).toThrow(expect.objectContaining({ code: 'NOT_READY' }));
});

test('what is shared is loaded once until the revision advances, and not kept when it fails', async () => {
  let revision = 1;
  let loads = 0;
  const watch = createRevisionWatch(async () => revision, { intervalMs: 5 });
  const watcher = watch.join();
  await watcher.beyond(0);
  const load = async () => ++loads;
  expect(await Promise.all([watcher.share('a', load), watch.join().share('a', load)])).toEqual([1, 1]);
  revision = 2;
  await watcher.beyond(1);
  expect(await watcher.share('a', load)).toBe(2);
  await expect(watcher.share('b', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await watcher.share('b', load)).toBe(3);
});
