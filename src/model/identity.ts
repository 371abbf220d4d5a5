import type { ParsedDocument } from './document.ts';
import { digestOf, hashKey, type PublicKey } from './ids.ts';

/**
 * Which article a document is a version of, from exact facts it states about itself: its canonical URL or
 * feed guid; else its source, title and publication as written. Never its path, never likeness.
 *
 * Facts taken from the file's name are not the document's own, so a title or date found only there is left
 * out, and the body stands in for a missing title.
 */
export function identityOf(document: ParsedDocument, sourceKey: string): PublicKey {
  if (document.canonicalUrl) return hashKey('url', document.canonicalUrl);
  if (document.guid) return hashKey('guid', sourceKey, document.guid);
  const { written, provenance } = document.publication;
  const published = provenance === 'FILE_NAME' ? '' : (written ?? '');
  const hasOwnTitle = document.titleProvenance === 'FRONT_MATTER' || document.titleProvenance === 'HEADING';
  return hasOwnTitle
    ? hashKey('facts', sourceKey, document.title, published)
    : hashKey('body', sourceKey, published, bodyDigestOf(document));
}

/** Digest of the visible text without its white space: two documents that differ only in layout have one body. */
export const bodyDigestOf = remembered((document) => digestOf(document.text.replace(/\s+/g, '')));

/** Digest of the visible text. */
export const textDigestOf = remembered((document) => digestOf(document.text));

/** Documents are never changed, and asked the same several times while they are written. */
function remembered(compute: (document: ParsedDocument) => string): (document: ParsedDocument) => string {
  const answers = new WeakMap<ParsedDocument, string>();
  return (document) => {
    const known = answers.get(document) ?? compute(document);
    answers.set(document, known);
    return known;
  };
}

/**
 * Key of the article that a document with this identity and body belongs to. `bodies`: how many different
 * bodies the documents of that identity have; from two on, each is an article of its own.
 */
export const articleKeyOf = (identity: string, bodyDigest: string, bodies: number): PublicKey =>
  bodies > 1 ? hashKey('article', identity, bodyDigest) : hashKey('article', identity);

/** Key of a category: its path with `/` between names (a `/` within a name is written `%2F`). */
export const categoryKeyOf = (path: readonly string[]): string =>
  path.map((name) => name.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
