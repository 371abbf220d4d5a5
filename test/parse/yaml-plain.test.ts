import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/parse/fence.ts';
import { readFrontMatter } from '../../src/parse/front-matter.ts';
import { readYaml } from '../../src/parse/yaml.ts';
import { readPlainYaml } from '../../src/parse/yaml-plain.ts';

const SEED = 20_260_103;
/** Of the made-up blocks; a reader that bowed out of all of them would agree with anything. */
const MIN_READ = 2_500;

/** What means something to YAML, what looks like it, and what does not. */
const ATOMS = fc.constantFrom(
  ...['a', 'b c', '甲', '乙 丙', 'é', '1', '-1', '1.5', '12:30', '0x', '.', '=', '/', '(', ')', '；', '：', 'http://x'],
  ...['null', '~', 'Null', 'true', '-', '- ', '- x', '?', '? ', ':', ': ', ' :', '::', 'a: b', ',', '[', ']', '[]'],
  ...['{', '}', '{}', '[a, b]', '[a , "c"]', '[a,]', '{a: b}', '#', ' #', '# x', '&a ', '*a', '!a ', '|', '>', '%'],
  ...['@', '`', '"', "'", '""', "''", '"a"', "'b'", "it''s", '\\', '\\n', ' ', '  ', '\t', '\u00a0', '\u3000'],
  ...['\u00ad', '\u200b', '...', '---', '<<', '__proto__', 'title'],
);
const VALUE = fc
  .tuple(fc.array(ATOMS, { minLength: 1, maxLength: 4 }), fc.constantFrom('', ' '))
  .map(([atoms, gap]) => atoms.join(gap));
const KEY = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'title', '标题', 'k.x', 'k-y', '_x', 'é', 'constructor') },
  { weight: 1, arbitrary: fc.constantFrom('a b', 'null', '"q"', '__proto__', '1', '<<', '?', '-') },
);
const PLAIN = fc.constantFrom(
  'x',
  'b c',
  '甲',
  'x:y',
  'a#b',
  'it’s',
  '2021-06-11T12:44:33+08:00',
  "'x'",
  '"y"',
  '[a, b]',
);
const SPACES = fc.integer({ min: 0, max: 3 }).map((count) => ' '.repeat(count));
const LINE = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(KEY, PLAIN, SPACES).map(([key, value, end]) => `${key}: ${value}${end}`) },
  { weight: 2, arbitrary: fc.tuple(KEY, VALUE).map(([key, value]) => `${key}: ${value}`) },
  { weight: 2, arbitrary: KEY.map((key) => `${key}:`) },
  { weight: 4, arbitrary: fc.tuple(SPACES, PLAIN).map(([indent, value]) => `${indent}- ${value}`) },
  { weight: 1, arbitrary: fc.tuple(SPACES, VALUE).map(([indent, value]) => `${indent}- ${value}`) },
  { weight: 1, arbitrary: fc.tuple(SPACES, PLAIN).map(([indent, value]) => ` ${indent}${value}`) },
  { weight: 1, arbitrary: fc.tuple(KEY, VALUE, VALUE).map(([key, a, b]) => `${key}: [${a}, ${b}]`) },
  { weight: 1, arbitrary: fc.tuple(KEY, VALUE).map(([key, value]) => `${key}: '${value}'`) },
  { weight: 1, arbitrary: fc.tuple(KEY, VALUE).map(([key, value]) => `${key}: "${value}"`) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '# c', '  # c') },
  { weight: 1, arbitrary: VALUE },
);

describe('The reader of plain YAML', () => {
  test('reads what the parser of the whole language reads, or nothing', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(LINE, { minLength: 1, maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        const plain = readPlainYaml(text);
        if (plain === null) return;
        read++;
        const whole = readYaml(text);
        expect(whole.faults).toEqual([]);
        expect(whole.duplicates).toEqual([]);
        expect(Object.entries(plain)).toEqual(Object.entries(whole.data as object));
      }),
      { numRuns: 30_000, seed: SEED },
    );
    expect(read).toBeGreaterThan(MIN_READ);
  }, 60_000);

  test('knows the forms that most front matter has', () => {
    const text = [
      'title: "甲：乙"',
      "deck: 'it''s'",
      'date: 2021-06-11T12:44:33+08:00',
      'summary: a text that',
      '  goes on',
      'empty:',
      '# a remark',
      'tags: [a, "b c", 丙]',
      'categories:',
      '  - 甲',
      '  - b',
      'url: https://a.example/#x',
    ].join('\n');
    expect(readPlainYaml(text)).toEqual({
      title: '甲：乙',
      deck: "it's",
      date: '2021-06-11T12:44:33+08:00',
      summary: 'a text that goes on',
      empty: null,
      tags: ['a', 'b c', '丙'],
      categories: ['甲', 'b'],
      url: 'https://a.example/#x',
    });
  });

  test.each([
    'a: b: c',
    'a: b # c',
    'a: &x b',
    'a: |\n  b',
    'a: "b\\n"',
    'a: b\na: c',
    'a:\n  b: c',
    'a: {b: c}',
    '- a',
    'a:\tb',
    '__proto__: a',
    '',
  ])('leaves %j to the parser of the whole language', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});

describe('YAML that is more than keys, plain values and lists', () => {
  test('is refused beyond a length, with the reason', () => {
    const result = readFrontMatter(`---\na: {b: c}\n${'d: {e: f}\n'.repeat(7_000)}---\n甲`);
    expect(result).toMatchObject({
      kind: 'FAILED',
      problem: { code: 'FRONT_MATTER_INVALID', message: expect.stringContaining('at most 65536 are read') },
    });
  });
  test('of plain values alone may be of any length', () => {
    const text = `---\n${Array.from({ length: 50_000 }, (_, n) => `k${n}: v`).join('\n')}\n---\n甲`;
    expect(splitFrontMatter(text).block.length).toBeGreaterThan(65_536);
    expect(readFrontMatter(text)).toMatchObject({ kind: 'READ', data: { k0: 'v', k49999: 'v' } });
  });
  test('is refused with more aliases than can be followed in time', () => {
    const result = readFrontMatter(`---\na: &a [${'*a,'.repeat(10_000)}]\n---\n甲`);
    expect(result).toMatchObject({ kind: 'FAILED', problem: { code: 'FRONT_MATTER_INVALID' } });
  });
});
