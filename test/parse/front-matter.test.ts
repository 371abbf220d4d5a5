import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/parse/front-matter.ts';

function read(text: string): {
  format: string;
  data: unknown;
  body: string;
  warnings: readonly (readonly [string, number | null])[];
} {
  const result = readFrontMatter(text);
  if (result.kind === 'FAILED') throw new Error(`${result.problem.line}: ${result.problem.message}`);
  return {
    format: result.format,
    data: result.data,
    body: result.body,
    warnings: result.problems.map(({ code, line }) => [code, line] as const),
  };
}

const failureOf = (text: string): unknown => {
  const result = readFrontMatter(text);
  return result.kind === 'FAILED' ? { code: result.problem.code, line: result.problem.line } : result;
};

describe('finding front matter', () => {
  test('blank lines before the fence are allowed', () => {
    expect(read('\n \n---\ntitle: 甲\n---\n正文')).toEqual({
      format: 'YAML',
      data: { title: '甲' },
      body: '正文',
      warnings: [],
    });
  });
  test('a fence inside a block scalar does not end front matter', () => {
    expect(read('---\na: |\n  x\n  ---\n  y\nb: c\n---\n正文')).toMatchObject({
      data: { a: 'x\n---\ny\n', b: 'c' },
      body: '正文',
    });
  });
  test('a fence inside the body’s code does not begin front matter', () => {
    expect(read('正文\n\n```\n---\ntitle: 甲\n---\n```\n')).toMatchObject({ format: 'NONE', data: {} });
  });
  test('three dots close it as YAML says', () => {
    expect(read('---\na: b\n...\n正文')).toMatchObject({ data: { a: 'b' }, body: '正文' });
  });
  test('a rule at the start of a text is no front matter', () => {
    expect(read('---\n\n正文')).toMatchObject({ format: 'NONE', body: '---\n\n正文' });
  });
  test('an indented opening fence is understood and reported, an indented rule is one', () => {
    expect(read(' ---\ntitle: 甲  \n---\n正文')).toEqual({
      format: 'YAML',
      data: { title: '甲' },
      body: '正文',
      warnings: [['FRONT_MATTER_RECOVERED', 2]],
    });
    expect(read(' ---\n正文').format).toBe('NONE');
  });
  test('a second rule below is left to the body', () => {
    expect(read('---\na: b\n---\nx\n\n---\n\ny').body).toBe('x\n\n---\n\ny');
  });
  test('a forgotten opening fence is understood and reported', () => {
    expect(read('title: 甲\ndate: 2021-01-01\n---\n正文')).toEqual({
      format: 'YAML',
      data: { title: '甲', date: '2021-01-01' },
      body: '正文',
      warnings: [['FRONT_MATTER_RECOVERED', 1]],
    });
  });
  test('prose with a colon above a rule is prose', () => {
    expect(read('注意: 下文有误\n---\n正文').format).toBe('NONE');
  });
  test('a forgotten closing fence ends at the first blank line', () => {
    expect(read('---\ntitle: 甲\n\n正文')).toMatchObject({
      data: { title: '甲' },
      body: '\n正文',
      warnings: [['FRONT_MATTER_RECOVERED', 2]],
    });
  });
  test('empty front matter is an empty mapping', () => {
    expect(read('---\n---\n正文')).toMatchObject({ format: 'YAML', data: {}, body: '正文' });
  });
});

describe('reading front matter', () => {
  test('scalars stay as they were written', () => {
    expect(read('---\na: 20210322\nb: 12:30\nc: 2021-03-21 16:41:54\nd: true\ne: 007\nf: 1e3\n---\n').data).toEqual({
      a: '20210322',
      b: '12:30',
      c: '2021-03-21 16:41:54',
      d: 'true',
      e: '007',
      f: '1e3',
    });
  });
  test('nothing, a tilde and null are null, and quoted they are text', () => {
    expect(read("---\na:\nb: ~\nc: null\nd: '~'\ne: ''\n---\n").data).toEqual({
      a: null,
      b: null,
      c: null,
      d: '~',
      e: '',
    });
  });
  test('TOML keeps dates, numbers and booleans as written', () => {
    const toml =
      '+++\ntitle = "甲"\ndate = 2020-01-02T03:04:05+08:00\ndraft= false\n[extra]\nn = 1_000 # many\n+++\n正文';
    expect(read(toml)).toMatchObject({
      format: 'TOML',
      data: { title: '甲', date: '2020-01-02T03:04:05+08:00', draft: 'false', extra: { n: '1_000' } },
      body: '正文',
    });
  });
  test('a leading JSON object is front matter, braces in its strings included', () => {
    expect(read('{"title": "a } b", "n": 1}\n\n正文')).toMatchObject({
      format: 'JSON',
      data: { title: 'a } b', n: '1' },
      body: '\n\n正文',
    });
  });
  test('a fence may name its language', () => {
    expect(read('---json\n{"a": 1}\n---\n')).toMatchObject({ format: 'JSON', data: { a: '1' } });
    expect(read('---toml\na = "b"\n---\n')).toMatchObject({ format: 'TOML', data: { a: 'b' } });
  });
  test('reference-link lines are read without their wrapping', () => {
    expect(read('[#]: subject: (甲 (乙))\n[#]: url: ( )\n[#]: author: "Ann Lee"\n\n标题\n===')).toMatchObject({
      format: 'LINES',
      data: { subject: '甲 (乙)', url: null, author: 'Ann Lee' },
    });
  });
  test('a program is never run', () => {
    (globalThis as Record<string, unknown>).hasRun = false;
    for (const language of ['js', 'javascript', ' js']) {
      const text = `---${language}\n{ title: (globalThis.hasRun = true) }\n---\n`;
      expect(failureOf(text)).toEqual({ code: 'FRONT_MATTER_SCRIPT', line: 1 });
    }
    expect((globalThis as Record<string, unknown>).hasRun).toBe(false);
  });
  test('a malformed file fails the second time as it did the first', () => {
    const text = '---\na: b\n - c\nfoo\n---\n';
    expect([failureOf(text), failureOf(text)]).toEqual([
      { code: 'FRONT_MATTER_INVALID', line: 4 },
      { code: 'FRONT_MATTER_INVALID', line: 4 },
    ]);
  });
  test('a scalar or a list is no mapping', () => {
    expect(failureOf('---\n只有一句话\n---\n')).toEqual({ code: 'FRONT_MATTER_NOT_A_MAPPING', line: 2 });
    expect(failureOf('---\n- a\n- b\n---\n')).toMatchObject({ code: 'FRONT_MATTER_NOT_A_MAPPING' });
  });
  test('a key called __proto__ is a key', () => {
    const { data } = read('---\n__proto__: x\n---\n');
    expect(Object.keys(data as object)).toEqual(['__proto__']);
  });
  test('aliases that hold themselves or multiply without end are refused', () => {
    expect(failureOf('---\na: &a [*a]\n---\n')).toMatchObject({ code: 'FRONT_MATTER_INVALID' });
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ];
    expect(failureOf(`---\n${bomb.join('\n')}\n---\n`)).toMatchObject({ code: 'FRONT_MATTER_INVALID' });
  });
  test('escapes cannot smuggle in what databases refuse', () => {
    expect(read('---\na: "x\\0y\\uD800z"\n---\n').data).toEqual({ a: 'xy\uFFFDz' });
  });
});

describe('recovering front matter', () => {
  const recovered = (text: string): unknown => {
    const { data, warnings } = read(text);
    expect(warnings.map(([code]) => code)).toContain('FRONT_MATTER_RECOVERED');
    return data;
  };
  test('the last of duplicate keys holds', () => {
    expect(recovered('---\na: 1\nb: 2\na: 3\n---\n')).toEqual({ a: '3', b: '2' });
  });
  test('the warning names the line in the file', () => {
    expect(read('\n---\na: 1\na: 3\n---\n').warnings).toEqual([['FRONT_MATTER_RECOVERED', 4]]);
  });
  test('tabs as indentation are spaces', () => {
    expect(recovered('---\ntags:\n\t- a\n\t- b\n---\n')).toEqual({ tags: ['a', 'b'] });
  });
  test.each([
    ['@某人 发文', '@某人 发文'],
    ['甲: 乙: 丙', '甲: 乙: 丙'],
    ['"甲" 和 "乙"', '"甲" 和 "乙"'],
    ['[快讯] 甲', '[快讯] 甲'],
    ['*重磅* 甲', '*重磅* 甲'],
    ['%甲', '%甲'],
    [`"""""""""'甲：2030'"""""""""`, '甲：2030'],
    [`'It's fine'`, `It's fine`],
  ])('the title %s is read as meant', (written, title) => {
    expect(recovered(`---\ntitle: ${written}\nb: c\n---\n`)).toEqual({ title, b: 'c' });
  });
  test('a quoted value broken at the left margin is one value', () => {
    expect(recovered('---\ntitle: "甲 part 2:\n乙丙 丁: 戊 and\nmore"\nb: c\n---\n')).toEqual({
      title: '甲 part 2: 乙丙 丁: 戊 and more',
      b: 'c',
    });
  });
  test('a quote that nothing closes is not guessed at', () => {
    expect(failureOf('---\ntitle: "甲\ndate: 2021-01-01\n---\n')).toMatchObject({ code: 'FRONT_MATTER_INVALID' });
  });
  test('a plain title over several lines needs no recovery', () => {
    expect(read('---\ntitle: 00_26\n          \n      甲\nb: c\n---\n')).toMatchObject({
      data: { b: 'c' },
      warnings: [],
    });
  });
  test('a list cut short is not guessed at', () => {
    expect(failureOf('---\ntags: [a, b\n---\n')).toMatchObject({ code: 'FRONT_MATTER_INVALID' });
  });
  test('broken JSON names its line', () => {
    expect(failureOf('\n{\n  "a": 1,\n  "b": x\n}\n')).toEqual({ code: 'FRONT_MATTER_INVALID', line: 4 });
  });
});
