import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanTree } from '../../src/parse/clean.ts';
import { loadPage, loadRendered, type Page } from '../../src/parse/html.ts';
import { renderMarkdown } from '../../src/parse/markdown.ts';
import { htmlOf, safeHtmlOf, sanitiseHtml } from '../../src/parse/sanitise.ts';
import { writeSimpleHtml } from '../../src/parse/simple-html.ts';
import { describeWithCorpus, unpackCorpus } from '../support/corpus.ts';
import { ATTACKS, MARKDOWN_ATTACKS } from './hostile-list.ts';

const SEED = 20_260_103;
const BASES = [null, 'https://e.org/x/'];

/** Whether the page was simple; fails when writing it and sanitising it differ. */
function agreesOn(page: Page): boolean {
  cleanTree(page);
  const html = htmlOf(page);
  for (const baseUrl of BASES) expect(safeHtmlOf(page, baseUrl)).toBe(sanitiseHtml(html, baseUrl));
  return writeSimpleHtml(page, null) !== null;
}

const ofMarkdown = (text: string): Page => loadRendered(renderMarkdown(text));

const NAMES = fc.constantFrom(
  ...'a abbr b bdo blockquote br caption code col dd del details div dl dt em figcaption figure h1 h2 hr i img li'.split(
    ' ',
  ),
  ...'mark ol p pre q rp rt ruby small span strong sub summary table tbody td tfoot th thead time tr ul wbr'.split(' '),
);
const RARE_NAMES = fc.constantFrom(
  ...'article center font section nav svg math script style template xmp plaintext textarea title iframe form input'.split(
    ' ',
  ),
);
const VALUES = fc.constantFrom(
  ...['', 'x', 'a.png', '/b?c=1&d=2', 'https://e.org/甲', 'javascript:alert(1)', 'mailto:a@b.c', '#x', '//e.org/a'],
  ...['2', '&amp;lt;', '&quot;', "'", '<', '>', '`', ' ', '\u00a0', 'rtl', 'no-referrer', 'data:text/html,x'],
);
const ATTRIBUTES = fc.constantFrom(
  ...'href title rel src alt width height referrerpolicy colspan rowspan scope start reversed type datetime dir'.split(
    ' ',
  ),
  ...'cite class id style onclick srcset data-src lang'.split(' '),
);
const TEXTS = fc.constantFrom(
  ...[
    '甲',
    'a b',
    '\n',
    '\n\n\n',
    ' ',
    '&lt;b&gt;',
    '&amp;amp;',
    '&nbsp;',
    '"',
    '<',
    '>',
    '&#0;',
    '&copy',
    '{{ x }}',
    '\t',
  ],
);
const TAG = fc
  .tuple(
    fc.oneof({ weight: 30, arbitrary: NAMES }, { weight: 1, arbitrary: RARE_NAMES }),
    fc.array(fc.tuple(ATTRIBUTES, VALUES), { maxLength: 2 }),
  )
  .map(([name, attributes]) => ({
    name,
    opening: `<${name}${attributes.map(([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`).join('')}>`,
  }));
const { html: HTML } = fc.letrec<{ html: string }>((tie) => ({
  html: fc.oneof(
    { depthSize: 'small' },
    TEXTS,
    fc
      .tuple(TAG, fc.array(tie('html'), { maxLength: 4 }), fc.integer({ min: 0, max: 9 }))
      .map(([{ name, opening }, inner, end]) => `${opening}${inner.join('')}${end === 0 ? '' : `</${name}>`}`),
  ),
}));
const MARKDOWN = fc
  .array(
    fc.oneof(
      TEXTS,
      HTML,
      fc.constantFrom(
        '# ',
        '- ',
        '1. ',
        '> ',
        '**a**',
        '`a<b`',
        '```\n',
        '[x](a "t")',
        '![y](b.png)',
        '| a |\n|---|\n| b |\n',
      ),
      fc.constantFrom('\n', '\n\n', 'http://e.org/a', '~~x~~', '[^1]', '[^1]: x', '\\', '<br>', '    code\n', '***'),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const countAgreeing = (arbitrary: fc.Arbitrary<string>, load: (text: string) => Page, runs: number): number => {
  let simple = 0;
  const run = (text: string): void => {
    if (agreesOn(load(text))) simple++;
  };
  fc.assert(fc.property(arbitrary, run), { numRuns: runs, seed: SEED });
  return simple;
};

describe('HTML written from the tree is what sanitising gives', () => {
  test('of made-up HTML', () => {
    expect(
      countAgreeing(
        fc.array(HTML, { maxLength: 4 }).map((parts) => parts.join('')),
        loadPage,
        4_000,
      ),
    ).toBeGreaterThan(1_000);
  }, 60_000);
  test('of made-up Markdown', () => {
    expect(countAgreeing(MARKDOWN, ofMarkdown, 4_000)).toBeGreaterThan(1_000);
  }, 60_000);
  test('of every attack', () => {
    for (const attack of Object.values(ATTACKS).flat()) {
      agreesOn(loadPage(attack));
      agreesOn(ofMarkdown(attack));
    }
    for (const attack of MARKDOWN_ATTACKS) agreesOn(ofMarkdown(attack));
  });
  test.each([
    '<p>a<p>b',
    '<td>a',
    '<table><tr><td><p>a</p></table>',
    '<ol start="3" reversed><li>x</ol>',
    '<pre>\n\n a\n\n\n b</pre>',
    '<img alt="x">',
    '<a href="#x">a</a>',
    'a &amp;lt; b',
  ])('of %j', (html) => {
    agreesOn(loadPage(html));
  });
  test('but bodies with what is forbidden are not simple', () => {
    for (const html of ['<font>a</font>', '<section><svg></svg></section>', '<marquee>a</marquee>'])
      expect(writeSimpleHtml(loadPage(html), null)).toBeNull();
  });
  // A parser of HTML makes no such tree: what is read as XML stands where it was written.
  test.each([
    '<dl><dd>a<dd>b</dd></dd></dl>',
    '<dl><dd>a<dt>b</dt></dd></dl>',
    '<dl><dt>a<dd>b</dd></dt></dl>',
    '<dl><dt>a<dt>b</dt></dt></dl>',
    '<ul><li>a<li>b</li></li></ul>',
    '<ruby><rt>a<rp>b</rp></rt></ruby>',
    '<p>a<h1>b</h1></p>',
  ])('nor is one in which an element stands in another that it would end: %s', (html) => {
    expect(writeSimpleHtml(asWritten(html), null)).toBeNull();
  });
  test('and an element within one of its kind is, where something stands between', () => {
    const html = '<dl><dd>a<dl><dd>b</dd></dl></dd></dl>';
    expect(writeSimpleHtml(asWritten(html), null)).toBe(html);
  });
});

function asWritten(html: string): Page {
  const $ = load(html, { xml: true }, false);
  const root = $.root() as unknown as Page['root'];
  return { $, root, facts: loadPage('').facts, isFlattened: false };
}

describeWithCorpus('HTML written from the tree of real articles', () => {
  test('is what sanitising gives, and most are simple', () => {
    const corpus = unpackCorpus();
    try {
      const texts = corpus.files.map((file) => readFileSync(join(corpus.folder, file), 'utf8'));
      const simple = texts.filter((text) => agreesOn(ofMarkdown(text)));
      expect(simple.length).toBeGreaterThan(texts.length / 2);
    } finally {
      corpus.remove();
    }
  });
});
