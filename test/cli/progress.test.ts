import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProgress } from '../../src/cli/progress-line.ts';
import { Pace } from '../../src/cli/progress-pace.ts';

const reading = (done: number, total: number, path: string) => ({ isCounting: false, done, total, path });
const UNKNOWN = { perSecond: null, secondsLeft: null };

/** As a terminal counts them, for the characters used here. */
const columnsOf = (text: string) =>
  [...text].reduce(
    (sum, character) => sum + (/[\p{Script=Han}！：、]|\p{Extended_Pictographic}/u.test(character) ? 2 : 1),
    0,
  );

describe('the progress line', () => {
  it('shows how far, how fast, how long still, and where', () => {
    const state = reading(4_200, 10_000, '2023/青海/新闻.md');
    expect(formatProgress({ state, perSecond: 812.4, secondsLeft: 7.1, columns: 110 })).toBe(
      '██████████░░░░░░░░░░░░░░  42 %   4,200 of 10,000 files    812 files/s     8 s left  2023/青海/新闻.md',
    );
  });

  it('counts first, and says so from the start', () => {
    expect(formatProgress({ state: null, ...UNKNOWN, columns: 80 })).toBe('Looking for files…');
    const state = { isCounting: true, done: 0, total: 12_345, path: 'x.md' };
    expect(formatProgress({ state, ...UNKNOWN, columns: 80 })).toBe('Counting files: 12,345');
  });

  it('never reaches the last column, whatever the path and the terminal', () => {
    const path = fc
      .array(fc.constantFrom(...'ab/青海省！：、🎉 .md'), { maxLength: 150 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(path, fc.integer({ min: 1, max: 200 }), fc.nat(1_000_000), (name, columns, done) => {
        const state = reading(done, 1_000_000, name);
        const line = formatProgress({ state, perSecond: 99_999, secondsLeft: 86_400, columns });
        expect(columnsOf(line)).toBeLessThan(Math.max(columns, 1));
      }),
    );
  });

  it('does not move when pace and time left become known', () => {
    const state = reading(500, 1_000, '2023/青海/新闻.md');
    for (const columns of [60, 80, 120]) {
      const before = formatProgress({ state, ...UNKNOWN, columns });
      const after = formatProgress({ state, perSecond: 90, secondsLeft: 6, columns });
      expect(after.indexOf('of 1,000')).toBe(before.indexOf('of 1,000'));
      expect(after.indexOf('新闻')).toBe(before.indexOf('新闻'));
    }
  });

  it('keeps the end of a long path', () => {
    const state = reading(1, 2, `${'很长的路径/'.repeat(30)}最后.md`);
    expect(formatProgress({ state, ...UNKNOWN, columns: 90 })).toMatch(/ …[^ ]+\/最后\.md$/);
  });

  it('shows what a name holds that a terminal would obey as a mark', () => {
    const state = reading(1, 2, 'a\u001b[2Jb\n.md');
    expect(formatProgress({ state, ...UNKNOWN, columns: 90 })).toMatch(/a�\[2Jb�\.md$/);
  });
});

describe('the pace', () => {
  it('is not guessed from the first moments, and then what the last seconds show', () => {
    const pace = new Pace();
    pace.add(0, 0);
    pace.add(500, 500);
    expect(pace.estimate(10_000)).toEqual({ perSecond: null, secondsLeft: null });
    for (let ms = 1_000; ms <= 10_000; ms += 100) pace.add(ms, ms);
    expect(pace.estimate(12_000)).toEqual({ perSecond: 1_000, secondsLeft: 2 });
    for (let ms = 10_100; ms <= 30_000; ms += 100) pace.add(10_000 + (ms - 10_000) / 10, ms);
    expect(pace.estimate(13_000).perSecond).toBeCloseTo(100);
  });
});
