import type { AtomFeed } from 'feedsmith';
import { resolveUrl } from './address.ts';
import { firstText, textsOf, type WrittenFeed, type WrittenItem } from './feed-item.ts';
import { enclosedImages, mediaDescription, mediaImages, mediaKeywords, namedImage } from './feed-media.ts';
import { htmlOf, htmlOfXhtml, paragraphsOf, plainTextOf } from './feed-text.ts';

/** Atom 1.0 (RFC 4287) and 0.3. `baseUrl`: where the feed lies, if that is known. */
export function readAtom(feed: AtomFeed.Feed<string>, baseUrl: string | null): WrittenFeed {
  const xmlBase = feed.xml?.base === undefined ? null : resolveUrl(feed.xml.base, baseUrl);
  const site = resolveUrl(alternateOf(feed.links) ?? '', xmlBase ?? baseUrl);
  const ofFeed = { xmlBase, linkBase: xmlBase ?? site ?? baseUrl, authors: namesOf(feed.authors) };
  return {
    language: firstText(feed.xml?.lang, feed.dc?.languages?.[0]),
    items: (feed.entries ?? []).map((entry) => readEntry(entry, ofFeed)),
  };
}

type Entry = AtomFeed.Entry<string>;
type Construct = AtomFeed.Text | AtomFeed.Content;

interface OfFeed {
  readonly xmlBase: string | null;
  readonly linkBase: string | null;
  /** Of every entry that names none. */
  readonly authors: readonly string[];
}

function readEntry(entry: Entry, ofFeed: OfFeed): WrittenItem {
  const xmlBase = resolveBase(entry.xml?.base, ofFeed.xmlBase, ofFeed.linkBase);
  const id = firstText(entry.id);
  const written = firstText(entry.content === undefined ? null : htmlOfConstruct(entry.content));
  const construct = written === null ? entry.summary : entry.content;
  const own = textsOf([...namesOf(entry.authors), ...(entry.dc?.creators ?? [])]);
  const ofSource = namesOf(entry.source?.authors);
  return {
    title: titleOfEntry(entry),
    link: resolveUrl(alternateOf(entry.links) ?? '', xmlBase ?? ofFeed.linkBase) ?? resolveUrl(id ?? '', null),
    guid: id,
    published: firstText(entry.published, entry.dc?.dates?.[0], entry.dcterms?.issued?.[0]),
    updated: firstText(entry.updated),
    authors: own.length > 0 ? own : ofSource.length > 0 ? ofSource : ofFeed.authors,
    contributors: namesOf(entry.contributors),
    categories: textsOf([
      ...(entry.categories ?? []).map(({ label, term }) => label ?? term),
      ...(entry.dc?.subjects ?? []),
    ]),
    tags: textsOf(mediaKeywords(entry.media)),
    images: [
      ...enclosedImages((entry.links ?? []).filter(({ rel }) => rel === 'enclosure').map(asEnclosure)),
      ...namedImage(entry.itunes?.image),
      ...mediaImages(entry.media),
    ],
    language: firstText(construct?.xml?.lang, entry.xml?.lang, entry.dc?.languages?.[0]),
    body: written ?? bodyOfSummary(entry),
    base: resolveBase(construct?.xml?.base, xmlBase, ofFeed.linkBase),
  };
}

const asEnclosure = ({ href, type }: AtomFeed.Link<string>) => ({ url: href, type });

const namesOf = (people: readonly AtomFeed.Person[] | undefined): readonly string[] =>
  textsOf((people ?? []).map(({ name }) => name));

/** A base within a base; one that cannot be read changes nothing. */
function resolveBase(written: string | undefined, outer: string | null, otherwise: string | null): string | null {
  return written === undefined ? outer : (resolveUrl(written, outer ?? otherwise) ?? outer);
}

/** The page that says the same for people. */
function alternateOf(links: readonly AtomFeed.Link<string>[] | undefined): string | undefined {
  const alternates = (links ?? []).filter(({ rel }) => rel === undefined || rel.toLowerCase() === 'alternate');
  return (alternates.find(({ type }) => type === undefined || /html/i.test(type)) ?? alternates[0])?.href;
}

function titleOfEntry({ title, media }: Entry): string | null {
  if (title === undefined) return firstText(media?.title?.value);
  return firstText(isMarkup(title.type) ? plainTextOf(title.value) : title.value);
}

function bodyOfSummary({ summary, media }: Entry): string {
  if (summary !== undefined) return htmlOfConstruct(summary);
  return htmlOf(mediaDescription(media) ?? '');
}

/** By the types of RFC 4287, section 4.1.3; what is neither text nor markup (a picture, an archive) is no body. */
function htmlOfConstruct({ value = '', type = 'text' }: Construct): string {
  if (isXhtml(type)) return htmlOfXhtml(value);
  if (isMarkup(type)) return value;
  // Atom 0.3 had text/plain as its default.
  if (type.toLowerCase() === 'text' || /^text\//i.test(type)) return paragraphsOf(value);
  return '';
}

const isXhtml = (type: string | undefined): boolean => /xhtml/i.test(type ?? '');
const isMarkup = (type: string | undefined): boolean => /html/i.test(type ?? '');
