import { describe, expect, it } from 'vitest';
import { createLog, type LogOptions } from '../../src/log.ts';

function capture(options: Partial<LogOptions>) {
  const lines: string[] = [];
  const now = () => new Date('2024-05-06T07:08:09.010Z');
  return {
    lines,
    log: createLog({ level: 'debug', format: 'json', write: (line) => lines.push(line), now, ...options }),
  };
}

describe('the log', () => {
  it('writes one JSON object a line, whatever a message holds', () => {
    const { lines, log } = capture({});
    log.info('two\nlines', { count: 3, size: 10n });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '2024-05-06T07:08:09.010Z',
      level: 'info',
      message: 'two\nlines',
      count: 3,
      size: '10',
    });
  });

  it('lets no field pass itself off as the level or the message', () => {
    const { lines, log } = capture({});
    log.error('real', { level: 'debug', message: 'false' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', message: 'real' });
  });

  it('keeps the stack of an error', () => {
    const { lines, log } = capture({});
    log.error('failed', { error: new TypeError('why') });
    expect(JSON.parse(lines[0] ?? '').error).toMatchObject({ name: 'TypeError', message: 'why' });
    expect(JSON.parse(lines[0] ?? '').error.stack).toContain('log.test.ts');
  });

  it('drops what is below its level', () => {
    const { lines, log } = capture({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['c', 'd']);
    const silent = capture({ level: 'silent' });
    silent.log.error('e');
    expect(silent.lines).toEqual([]);
  });

  it('is plain text for a terminal', () => {
    const { lines, log } = capture({ format: 'text' });
    log.warn('slow', { operation: 'Hello', count: 2 });
    expect(lines).toEqual(['07:08:09 warn  slow operation=Hello count=2\n']);
  });
});
