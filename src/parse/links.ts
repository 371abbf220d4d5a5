import type { ParsedLink } from '../model/document.ts';
import { resolveUrl } from './address.ts';
import { visibleText } from './text.ts';
import { type BodyTree, findElements } from './tree.ts';

/** The body's links to web addresses, in order, each pair of address and text once; links around a picture only are left out. */
export function readLinks({ root }: BodyTree, baseUrl: string | null): readonly ParsedLink[] {
  const links = new Map<string, ParsedLink>();
  for (const anchor of findElements(root, ({ name, attribs }) => name === 'a' && attribs.href !== undefined)) {
    const href = (anchor.attribs.href ?? '').trim();
    const url = href.startsWith('#') ? null : resolveUrl(href, baseUrl);
    if (url === null) continue;
    const text = visibleText(anchor).replace(/\s+/g, ' ').trim();
    if (text !== '') links.set(`${url} ${text}`, { url, text });
  }
  return [...links.values()];
}
