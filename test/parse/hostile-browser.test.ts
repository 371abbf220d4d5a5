import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ATTACKS, MARKDOWN_ATTACKS } from './hostile-list.ts';
import { parseText } from './settings.ts';

const BROWSER = '/usr/bin/chromium';
const PICTURE = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

interface Seen {
  readonly hits: number;
  readonly dialogs: number;
  readonly navigations: readonly string[];
  /** Requests for anything but a picture or the page itself. */
  readonly requests: readonly string[];
}

/** What happens when each piece of HTML in turn is the body of a page, and is pointed at, focused and clicked. */
async function open(pieces: readonly string[]): Promise<Seen> {
  const browser = await chromium.launch({
    executablePath: BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    const requests: string[] = [];
    const navigations: string[] = [];
    let dialogs = 0;
    let hits = 0;
    await page.exposeFunction('hit', () => void hits++);
    page.on('dialog', async (dialog) => {
      dialogs++;
      await dialog.dismiss();
    });
    // No request leaves the machine.
    await page.route('**/*', (route) => {
      const request = route.request();
      if (request.url() === 'https://page.example/')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' });
      if (request.isNavigationRequest()) navigations.push(request.url());
      else if (request.resourceType() !== 'image') requests.push(`${request.resourceType()} ${request.url()}`);
      return request.resourceType() === 'image'
        ? route.fulfill({ contentType: 'image/gif', body: PICTURE })
        : route.abort();
    });
    await page.goto('https://page.example/');
    for (const piece of pieces) {
      await page.evaluate((html) => {
        const inserted = document.createElement('div');
        document.body.replaceChildren(inserted);
        inserted.innerHTML = html;
        // Once more from what the browser made of it, and as part of a page that is being loaded.
        const again = document.createElement('div');
        again.innerHTML = inserted.innerHTML;
        document.body.append(again, document.createRange().createContextualFragment(html));
        for (const element of document.body.querySelectorAll('*')) {
          for (const type of ['mouseover', 'focus', 'toggle', 'animationstart', 'load', 'error', 'pointerrawupdate'])
            element.dispatchEvent(new Event(type, { bubbles: true }));
          const link = element.closest('a');
          // To follow a link is what a reader means to do.
          const isWebLink = link !== null && /^(?:https?|mailto):/.test(link.protocol);
          if (!isWebLink) (element as HTMLElement).click?.();
        }
      }, piece);
    }
    // Handlers of what was loaded or failed to load run later.
    await page.waitForTimeout(500);
    return { hits, dialogs, navigations, requests };
  } finally {
    await browser.close();
  }
}

describe.skipIf(!existsSync(BROWSER))(`In a browser (skipped unless ${BROWSER} exists)`, () => {
  const all = [...Object.values(ATTACKS).flat(), ...MARKDOWN_ATTACKS];

  test('the attacks do run where nothing sanitises them', { timeout: 120_000 }, async () => {
    const { hits, requests } = await open([
      '<img src="data:x" onerror="hit()">',
      '<b onclick="hit()">x</b>',
      '<iframe src="https://e.org/x"></iframe>',
      '<link rel="stylesheet" href="https://e.org/x.css">',
    ]);
    expect(hits).toBeGreaterThan(1);
    expect(requests).toContain('stylesheet https://e.org/x.css');
  });

  test('nothing that is stored runs, asks, navigates or loads anything but pictures', {
    timeout: 120_000,
  }, async () => {
    const stored = all.flatMap((attack) =>
      ['a.md', 'a.html'].flatMap((path) => {
        const result = parseText(path === 'a.md' ? `甲\n\n${attack}\n` : `<p>甲</p>${attack}`, path, {
          baseUrl: 'https://e.org/x/',
        });
        return result.kind === 'PARSED' ? [result.document.html] : [];
      }),
    );
    expect(stored.length).toBeGreaterThan(all.length * 1.9);
    expect(await open(stored)).toEqual({ hits: 0, dialogs: 0, navigations: [], requests: [] });
  });
});
