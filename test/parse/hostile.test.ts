import { describe, expect, test } from 'vitest';
import { sanitiseHtml } from '../../src/parse/sanitise.ts';
import { ATTACKS, MARKDOWN_ATTACKS } from './hostile-list.ts';
import { dangersIn } from './inert.ts';
import { parseText } from './settings.ts';

/** The stored HTML of a file that holds the attack; empty when the whole file is refused. */
function storedHtml(attack: string, path: string, baseUrl: string | null): string {
  const body = path.endsWith('.md') ? `---\ntitle: t\n---\n甲\n\n${attack}\n` : `<p>甲</p>${attack}`;
  const result = parseText(body, path, { baseUrl });
  if (result.kind !== 'PARSED') throw new Error(`expected a document, got ${JSON.stringify(result)}`);
  return result.document.html;
}

const expectInert = (attack: string, path: string): void => {
  for (const baseUrl of [null, 'https://e.org/x/']) {
    const html = storedHtml(attack, path, baseUrl);
    expect(dangersIn(html)).toEqual([]);
    expect(sanitiseHtml(html, baseUrl)).toBe(html);
  }
};

describe('the list of attacks', () => {
  test('is long, and each is seen as a danger by the same parser before it is sanitised, or is only text', () => {
    const all = [...Object.values(ATTACKS).flat(), ...MARKDOWN_ATTACKS];
    expect(all.length).toBeGreaterThan(250);
    expect(new Set(all).size).toBe(all.length);
    const seen = Object.values(ATTACKS)
      .flat()
      .filter((attack) => dangersIn(attack).length > 0);
    expect(seen.length).toBeGreaterThan(200);
  });
});

describe.each(Object.entries(ATTACKS))('%s are inert', (_, attacks) => {
  test.each(attacks)('%j in a page', (attack) => expectInert(attack, 'a.html'));
  test.each(attacks)('%j in Markdown', (attack) => expectInert(attack, 'a.md'));
});

describe('what Markdown makes possible is inert', () => {
  test.each(MARKDOWN_ATTACKS)('%j', (attack) => expectInert(attack, 'a.md'));
});

describe('what is no attack stays', () => {
  test.each([
    ['<p>甲 &lt;script&gt; 乙</p>', '甲 &lt;script&gt; 乙'],
    [
      '<a href="https://e.org/?a=1&amp;b=2">x</a>',
      '<a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer">x</a>',
    ],
    ['<a href="mailto:a@b.c?subject=x">y</a>', '<a href="mailto:a@b.c?subject=x" rel="noopener noreferrer">y</a>'],
    ['<blockquote cite="https://e.org/a">x</blockquote>', '<blockquote cite="https://e.org/a">x</blockquote>'],
    ['<ol start="3"><li>x</li></ol>', '<ol start="3"><li>x</li></ol>'],
    ['<p><time datetime="2021-01-01">x</time></p>', '<time datetime="2021-01-01">x</time>'],
    ['<pre><code>a &lt; b\n\n\nc</code></pre>', '<pre><code>a &lt; b\n\n\nc</code></pre>'],
  ])('%s', (written, kept) => {
    expect(storedHtml(written, 'a.html', null)).toContain(kept);
  });
});
