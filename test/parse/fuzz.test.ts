import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ParsedDocument, ParseResult } from '../../src/model/document.ts';
import { parseDocument } from '../../src/parse/parse.ts';
import { sanitiseHtml } from '../../src/parse/sanitise.ts';
import { ATTACKS, MARKDOWN_ATTACKS } from './hostile-list.ts';
import { dangersIn } from './inert.ts';
import { NOW, SETTINGS } from './settings.ts';

/** Raise it for a longer search; at 1 the file makes more than ten thousand inputs. */
const EFFORT = 1;
/** A failure prints it beside the shrunk input; another one searches elsewhere. */
const SEED = 20_260_101;

const trap = globalThis as { hitByFrontMatter?: boolean };

beforeEach(() => {
  delete trap.hitByFrontMatter;
});

const oneOf = (...words: readonly string[]) => fc.constantFrom(...words);
const PROGRAM = 'globalThis.hitByFrontMatter = true';
const NAMES = oneOf(
  'title',
  'date',
  'author',
  'authors',
  'categories',
  'tags',
  'draft',
  'cover',
  'images',
  'url',
  'lang',
  'guid',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '<<',
  '标题',
  'a b',
  '"q"',
  '',
);
const SCALARS = fc.oneof(
  oneOf(
    'x',
    '甲',
    '2021-06-11',
    '2021-06-11T12:44:33+08:00',
    '6/11/2021',
    '20210611',
    '12:30',
    '1e999',
    '-0',
    '~',
    'null',
    'true',
    '""',
    "''",
    '"""x"""',
    '@x',
    '*a',
    '&a x',
    `!!js/function "function () { ${PROGRAM} }"`,
    '!!js/undefined ""',
    '!<tag:x> y',
    '|',
    '>',
    '>-\n  a\n  b',
    '# x',
    'a: b',
    '[a, b',
    '{a: b',
    '[[a], [b, c]]',
    '{a: {b: [c]}}',
    '- a',
    '记者 张三',
    '张三、李四',
    'https://e.org/a.jpg',
    '//e.org/b.png',
    'javascript:hit()',
    '\u0000',
    '\ud800',
    '\u2028',
    '\t',
    '  ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const PAIRS = fc
  .tuple(oneOf('', '', '', '  ', '\t', '- ', ' - '), NAMES, oneOf(': ', ':', ' : ', ' = ', '：'), SCALARS)
  .map((parts) => parts.join(''));
const LINES = fc
  .array(fc.oneof({ weight: 6, arbitrary: PAIRS }, { weight: 1, arbitrary: SCALARS }), { maxLength: 8 })
  .map((lines) => lines.join('\n'));
const FENCES = oneOf(
  '---\n',
  '---\n',
  '---\n',
  '\n---\n',
  '--- yaml\n',
  '---js\n',
  '---javascript\n',
  '---coffee\n',
  '---json\n',
  '---toml\n',
  '+++\n',
  '---',
  '--\n',
  '----\n',
  '...\n',
  '',
  '\ufeff---\n',
  '---\r\n',
  '{',
);
const YAML = fc
  .tuple(FENCES, LINES, oneOf('\n---\n', '\n---\n', '\n...\n', '\n+++\n', '\n--- \n', '\n----\n', '}', ''))
  .map((parts) => parts.join(''));
const SCRIPTS = fc
  .tuple(
    oneOf('---js', '---javascript', '--- js', '---JS', '---coffee', '---cson', '---yaml', '---'),
    oneOf(
      `module.exports = (${PROGRAM})`,
      `{ a: (${PROGRAM}) }`,
      PROGRAM,
      `a: !!js/function 'function () { ${PROGRAM} }'`,
      `a: !!js/regexp /x/`,
      `__proto__: { polluted: yes }`,
      `constructor: { prototype: { polluted: yes } }`,
    ),
  )
  .map(([fence, program]) => `${fence}\n${program}\n---\n`);
const NOTES = fc
  .array(fc.tuple(NAMES, SCALARS), { maxLength: 5 })
  .map((pairs) => pairs.map(([key, value]) => `[#]: ${key}: (${value})\n`).join(''));
const JSONS = fc
  .oneof(
    fc.json(),
    fc.dictionary(NAMES, fc.jsonValue({ maxDepth: 4 })).map((value) => JSON.stringify(value)),
  )
  .map((text) => `${text}\n`);
const BOMBS = fc
  .integer({ min: 1, max: 40 })
  .map(
    (n) =>
      `---\na0: &a0 [x,x]\n${Array.from({ length: n }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n')}\n---\n`,
  );
const FRONT = fc.oneof({ weight: 5, arbitrary: YAML }, SCRIPTS, NOTES, JSONS, BOMBS, fc.constant(''), LINES);

const EVERY_ATTACK = oneOf(
  ...Object.values(ATTACKS)
    .flat()
    .filter((attack) => attack.length < 500),
  ...MARKDOWN_ATTACKS,
);
const TAGS = oneOf(
  ...'a abbr b blockquote br button caption center code col dd details div dl dt em fieldset figure font form frameset h1 h2 head hr html i iframe img input li listing marquee math meta mglyph mi mtext nobr noscript object ol option p plaintext pre ruby rt s script section select small span strong style sub summary svg table tbody td template textarea th title tr u ul xmp foreignObject desc annotation-xml'.split(
    ' ',
  ),
);
const ATTRIBUTES = oneOf(
  '',
  '',
  '',
  ' id=x',
  ' class="ad share"',
  ' href="javascript:hit()"',
  ' href=https://e.org/',
  ' src=https://e.org/a.png',
  ' src=x onerror=hit()',
  ' title="<!--"',
  " title='-->'",
  ' title="</style>"',
  ' style="display:none"',
  ' onclick=hit()',
  ' cite=x',
  ' hidden',
  ' "',
  " '",
  ' =',
  '/',
  ' width=1',
  ' encoding="text/html"',
);
const HTML = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.tuple(TAGS, ATTRIBUTES).map(([tag, attribute]) => `<${tag}${attribute}>`) },
      { weight: 3, arbitrary: TAGS.map((tag) => `</${tag}>`) },
      {
        weight: 2,
        arbitrary: oneOf(
          '甲',
          'a',
          ' ',
          '\n',
          '\n\n',
          '<!--',
          '-->',
          '--!>',
          '<![CDATA[',
          ']]>',
          '<',
          '>',
          '&lt;',
          '&#60',
          '&',
          '"',
          '责任编辑：张三',
          '（记者李四）',
          '扫描二维码',
          '\0',
          '\ud800',
          '\u200b',
        ),
      },
      { weight: 1, arbitrary: EVERY_ATTACK },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
const MARKS = oneOf(
  '# ',
  '## ',
  '> ',
  '- ',
  '* ',
  '1. ',
  '    ',
  '\t',
  '```',
  '~~~',
  '`',
  '``',
  '*',
  '**',
  '_',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  '<',
  '>',
  '|',
  '\n',
  '\n',
  '\n\n',
  '---\n',
  '===\n',
  '\\',
  '&',
  '[a]: https://e.org/\n',
  '[^1]',
  'https://e.org/',
  '<https://e.org/>',
  '{{< x >}}',
  '{{',
  '}}',
  '{%',
  '%}',
  '{% comment %}',
  '{% endcomment %}',
  '{{< figure src="https://e.org/a.png" alt="x" >}}',
  '{#',
  '#}',
  '甲',
  'a',
  ' ',
  '作者：',
  '\r',
  '\r\n',
  '<b>',
  '</b>',
  '<div>',
  '</div>',
  '<!--',
  '-->',
  '| - |\n',
);
const MARKDOWN = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: MARKS },
      { weight: 1, arbitrary: EVERY_ATTACK },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const LONG = fc
  .tuple(
    fc.oneof(
      MARKS,
      TAGS.map((tag) => `<${tag}>`),
    ),
    fc.integer({ min: 1, max: 1500 }),
    MARKS,
  )
  .map(([unit, count, end]) => unit.repeat(count) + end);
const BODIES = fc.oneof(
  { weight: 4, arbitrary: MARKDOWN },
  { weight: 4, arbitrary: HTML },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

const PATHS = oneOf(
  'a.md',
  'a.md',
  'a.html',
  'a.mdx',
  'a.txt',
  '2021/06/11/x.md',
  '_drafts/一.md',
  '2021-06-11-a-b.markdown',
  'index.md',
  '.md',
  'a',
);
const SETTING = fc.record({
  baseUrl: oneOf('', 'https://e.org/x/').map((base) => (base === '' ? null : base)),
  categoryLists: fc.constantFrom('AUTO' as const, 'PATH' as const, 'SET' as const),
});

const FILES = ['test/fixtures/parse', 'seeds/articles']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((path) => /\.(?:md|html)$/.test(path))
  .map((path) => readFileSync(path));
const MUTATIONS = fc
  .tuple(
    fc.constantFrom(...FILES),
    fc.array(
      fc.tuple(
        oneOf('cut', 'drop', 'repeat', 'insert', 'flip'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(60),
        fc.oneof(EVERY_ATTACK, SCALARS, MARKS),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([file, changes]) => changes.reduce<Buffer>(mutate, file.subarray(0, 6000)));

function mutate(bytes: Buffer, [kind, place, length, text]: readonly [string, number, number, string]): Buffer {
  const at = Math.floor(place * bytes.length);
  const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  if (kind === 'cut') return head;
  if (kind === 'drop') return Buffer.concat([head, tail]);
  if (kind === 'repeat') return Buffer.concat([head, middle, middle, middle, tail]);
  if (kind === 'insert') return Buffer.concat([head, Buffer.from(text), middle, tail]);
  return Buffer.concat([head, middle.map((byte) => byte ^ 0x80), tail]);
}

const ENCODED = fc
  .tuple(FRONT, BODIES, oneOf('utf8', 'utf16le', 'bom', 'be', 'latin1'))
  .map(([front, body, encoding]) => {
    const text = front + body;
    if (encoding === 'bom') return Buffer.from(`\ufeff${text}`);
    if (encoding === 'be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    return Buffer.from(text, encoding as BufferEncoding);
  });

const parse = (bytes: Uint8Array, path: string, settings: Partial<typeof SETTINGS>): ParseResult =>
  parseDocument({ path, bytes }, { ...SETTINGS, ...settings }, NOW);

const UNSTORABLE = /\0|\r|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Every string in a value, keys too. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
}

function expectSound(bytes: Uint8Array, path: string, settings: Partial<typeof SETTINGS>): void {
  const result = parse(bytes, path, settings);
  expect(parse(bytes, path, settings)).toEqual(result);
  expect(trap.hitByFrontMatter).toBeUndefined();
  expect([Reflect.ownKeys(Object.prototype).length, Reflect.ownKeys(Array.prototype).length]).toEqual(UNPOLLUTED);
  if (result.kind === 'QUARANTINED') {
    // A fault of the parser itself is quarantined too: here it is a failure.
    expect(result.problem.message).not.toContain('fault in the parser');
    expect(result.problem.severity).toBe('ERROR');
  }
  if (result.kind === 'PARSED') expectWellFormed(result.document, settings.baseUrl ?? null);
}

function expectWellFormed(document: ParsedDocument, baseUrl: string | null): void {
  const { title, excerpt, text, html, images, links, publication, language, categories, tags, credits, problems } =
    document;
  expect(stringsIn(document).filter((string) => UNSTORABLE.test(string))).toEqual([]);
  expect(title.trim()).not.toBe('');
  expect(excerpt.length).toBeLessThanOrEqual(400);
  expect(text).toBe(text.trimEnd());
  const urls = images.map(({ url }) => url);
  expect(new Set(urls).size).toBe(urls.length);
  for (const url of [...urls, ...links.map((link) => link.url), document.canonicalUrl ?? 'https://e.org/'])
    expect(url).toMatch(/^https?:\/\/[^/]/);
  expect(images.filter(({ lead }) => lead)).toHaveLength(Math.min(1, images.length));
  expect((publication.ms === null) === (publication.localDate === null)).toBe(true);
  if (publication.ms !== null) {
    expect(Number.isSafeInteger(publication.ms)).toBe(true);
    expect(publication.localDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(publication.zone).toMatch(/^(?:Z|[+-]\d\d:\d\d|[A-Z][\w+-]*(?:\/[\w+-]+)*)$/);
  }
  expect(() => new Intl.Locale(language)).not.toThrow();
  expect(
    [...categories.flat(), ...tags, ...credits.map(({ name }) => name)].filter((name) => name.trim() === ''),
  ).toEqual([]);
  expect(problems.every(({ severity }) => severity === 'WARNING')).toBe(true);
  if (inert.has(html)) return;
  inert.add(html);
  expect(dangersIn(html)).toEqual([]);
  expect(sanitiseHtml(html, baseUrl)).toBe(html);
}

/** Seen before: most front matter has the same body. */
const inert = new Set<string>();

const UNPOLLUTED = [Reflect.ownKeys(Object.prototype).length, Reflect.ownKeys(Array.prototype).length];

const KINDS: readonly (readonly [string, number, fc.Arbitrary<Uint8Array>])[] = [
  ['front matter and a line', 3000, FRONT.map((front) => Buffer.from(`${front}甲\n`))],
  ['bodies of Markdown', 2500, MARKDOWN.map((body) => Buffer.from(body))],
  ['bodies of HTML', 2500, HTML.map((body) => Buffer.from(body))],
  ['front matter and a body, in several encodings', 1500, ENCODED],
  ['one thing many times', 150, fc.tuple(FRONT, LONG).map(([front, body]) => Buffer.from(front + body))],
  ['random bytes', 500, fc.uint8Array({ maxLength: 200 })],
  ['real files, cut and spliced', 300, MUTATIONS],
];

describe('Whatever a file holds, the document is sound', () => {
  test('the list is long, and there are real files to change', () => {
    expect(KINDS.reduce((sum, [, runs]) => sum + runs, 0) * EFFORT).toBeGreaterThan(10_000);
    expect(FILES.length).toBeGreaterThan(10);
  });
  test('the trap for programs is one that a program springs', () => {
    new Function(PROGRAM)();
    expect(trap.hitByFrontMatter).toBe(true);
  });
  test.each(KINDS)('%s', (_, runs, files) => {
    fc.assert(
      fc.property(files, PATHS, SETTING, (bytes, path, settings) => {
        expectSound(bytes, path, settings);
      }),
      { numRuns: runs * EFFORT, seed: SEED },
    );
  });
});
