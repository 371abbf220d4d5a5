import { describe, expect, test } from 'vitest';
import { PendingChanges } from '../../src/source/watch/pending-changes.ts';

const changes = () => new PendingChanges(() => ['/w']);

describe('changes that wait', () => {
  test('go out a moment after the last one, all together', () => {
    const pending = changes();
    expect(pending.dueInMs(0)).toBeNull();
    pending.add('/w/a.md', 0);
    pending.add('/w/b.md', 150);
    pending.add('/w/a.md', 300);
    expect(pending.dueInMs(300)).toBe(200);
    expect(pending.dueInMs(499)).toBe(1);
    expect(pending.dueInMs(500)).toBe(0);
    expect(pending.take(500)).toEqual(['/w/a.md', '/w/b.md']);
    expect(pending.dueInMs(500)).toBeNull();
  });

  test('do not wait for ever for other files that keep coming', () => {
    const pending = changes();
    for (let ms = 0; ms <= 1_000; ms += 100) pending.add(`/w/${ms}.md`, ms);
    expect(pending.dueInMs(1_000)).toBe(0);
    const first = pending.take(1_000);
    expect(first).toContain('/w/800.md');
    expect(first).not.toContain('/w/900.md');
    expect(pending.take(2_000)).toEqual(['/w/900.md', '/w/1000.md']);
  });

  test('of a file that is still being written wait for its end', () => {
    const pending = changes();
    for (let ms = 0; ms <= 3_000; ms += 100) {
      pending.add('/w/slow.md', ms);
      expect(pending.dueInMs(ms)).toBeGreaterThan(0);
    }
    expect(pending.dueInMs(3_200)).toBe(0);
    expect(pending.take(3_200)).toEqual(['/w/slow.md']);
  });

  test('of a file that is always being written go out all the same, after seconds', () => {
    const pending = changes();
    for (let ms = 0; ms < 5_000; ms += 100) pending.add('/w/log.md', ms);
    expect(pending.dueInMs(4_999)).toBe(1);
    expect(pending.take(5_000)).toEqual(['/w/log.md']);
  });

  test('are named by their folders when they are many, deep ones first, and never above what is watched', () => {
    const pending = changes();
    pending.add('/w/top.md', 0);
    for (let i = 0; i < 3_000; i++) pending.add(`/w/deep/${i % 3}/${i}.md`, 0);
    const taken = pending.take(200);
    expect(taken.length).toBeLessThan(2_000);
    expect(taken).toContain('/w/top.md');
    expect(taken).toContain('/w/deep/0');

    for (let i = 0; i < 3_000; i++) pending.add(`/w/${i}.md`, 300);
    const flat = pending.take(500);
    expect(flat).toContain('/w');
    expect(flat.every((path) => path.startsWith('/w'))).toBe(true);
  });

  test('are everything that is watched when there were so many that the system may have dropped some', () => {
    const pending = changes();
    for (let i = 0; i < 9_000; i++) pending.add('/w/a/same.md', i / 100);
    expect(pending.isFlooded).toBe(true);
    expect(pending.take(90)).toEqual(['/w']);
    expect(pending.isEmpty).toBe(true);
    expect(pending.isFlooded).toBe(false);
  });
});
