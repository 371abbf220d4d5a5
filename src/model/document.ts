import type { ProblemWithoutPath } from './problem.ts';
import type { Publication } from './publication.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One file as it lies in a source: bytes and where they came from, nothing interpreted yet. */
export interface SourceFile {
  /** Relative to the source's root, NFC, with `/` between segments. Never absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the protocol that brought the bytes says they are encoded in, as written there; it may be wrong. */
  readonly charset?: string | null;
}

/**
 * What a source says about all its documents. Read from `dateline.json` in its folder, from flags or
 * from defaults; every field has one, so parsing never asks where a value came from.
 */
export interface SourceSettings {
  /** Unique and stable; never holds an absolute path. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'DIRECTORY' | 'FEED';
  /** IANA zone assumed for date-times written without one; null lets each document's language decide. */
  readonly timeZone: string | null;
  /** Relative links and images are resolved against it; null leaves them out of the graph. */
  readonly baseUrl: string | null;
  /** BCP 47; null lets parsing decide by the text. */
  readonly language: string | null;
  /**
   * What a list under `categories` means: a path from the root (Hexo, feed dumps), a set (Hugo), or
   * `AUTO`: decided per document by its front matter.
   */
  readonly categoryLists: 'PATH' | 'SET' | 'AUTO';
  readonly frontMatter: FrontMatterSettings;
}

/** Families of writers, each with its own keys and its own reading of a category list. */
export const FRONT_MATTER_PRESETS = ['HEXO', 'HUGO', 'JEKYLL', 'FEED_DUMP'] as const;
export type FrontMatterPreset = (typeof FRONT_MATTER_PRESETS)[number];

/** What a source may say the keys of. */
export const MAPPED_FIELDS = [
  'title',
  'author',
  'date',
  'categories',
  'tags',
  'canonicalUrl',
  'guid',
  'language',
  'image',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** Which keys of a source's front matter mean what. */
export interface FrontMatterSettings {
  /** `AUTO`: each document's own keys show who wrote it. */
  readonly preset: FrontMatterPreset | 'AUTO';
  /** Keys read instead of the preset's, the first that holds something; `params.author` looks into `params`. */
  readonly keys: Readonly<Partial<Record<MappedField, readonly string[]>>>;
  /** How `3/4/2021` is read; `AUTO`: by other dates of the same front matter, else the month first. */
  readonly slashedDates: 'MONTH_FIRST' | 'DAY_FIRST' | 'AUTO';
}

export const DEFAULT_FRONT_MATTER: FrontMatterSettings = Object.freeze({
  preset: 'AUTO',
  keys: Object.freeze({}),
  slashedDates: 'AUTO',
});

export type FrontMatterFormat = 'YAML' | 'TOML' | 'JSON' | 'LINES' | 'NONE';
export type BodyFormat = 'MARKDOWN' | 'HTML';

export type ContributorRole =
  | 'AUTHOR'
  | 'REPORTER'
  | 'EDITOR'
  | 'PHOTOGRAPHER'
  | 'TRANSLATOR'
  | 'PROOFREADER'
  | 'CONTRIBUTOR';

export type AuthorKind = 'PERSON' | 'ORGANIZATION';

/** A name as credited, by front matter or printed in the text. */
export interface Credit {
  readonly role: ContributorRole;
  readonly name: string;
  readonly kind: AuthorKind;
  /** The organisation the credit itself names (澎湃新闻记者 叶映荷 → 澎湃新闻). */
  readonly affiliation: string | null;
  /** `FRONT_MATTER`: a key said so. `BYLINE`: printed above or in the text. `FOOTER`: from a footer the text leaves out. */
  readonly provenance: 'FRONT_MATTER' | 'BYLINE' | 'FOOTER';
}

export interface ParsedImage {
  /** Absolute http(s) URL; images with the same URL are one. */
  readonly url: string;
  readonly alt: string | null;
  readonly caption: string | null;
  /** Pixels, from attributes or a known URL pattern. */
  readonly width: number | null;
  readonly height: number | null;
  readonly referrerPolicy: string | null;
  /** True for the picture the front matter names, else for the first in the body. At most one is. */
  readonly lead: boolean;
}

export interface ParsedLink {
  readonly url: string;
  readonly text: string;
}

/** A document understood: everything later stages need, and nothing about where it is stored. */
export interface ParsedDocument {
  readonly frontMatterFormat: FrontMatterFormat;
  readonly bodyFormat: BodyFormat;
  /** WHATWG label the bytes were decoded with, e.g. `utf-8`, `gb18030`. */
  readonly encoding: string;
  /** As written, scalars as strings; unknown keys included. */
  readonly frontMatter: JsonObject;
  /** Never empty. */
  readonly title: string;
  /** `FILE_NAME` and `NONE` titles are for reading only: they take no part in identity. */
  readonly titleProvenance: 'FRONT_MATTER' | 'HEADING' | 'FILE_NAME' | 'NONE';
  readonly canonicalUrl: string | null;
  readonly guid: string | null;
  /** BCP 47, e.g. `zh-Hans`, `zh-Hant`, `en`, `und`. */
  readonly language: string;
  readonly publication: Publication;
  /** Each a path of names from the root; the first is the one the article is filed under. */
  readonly categories: readonly (readonly string[])[];
  readonly tags: readonly string[];
  /** In order: front matter first, then as printed. No two alike in role and name. */
  readonly credits: readonly Credit[];
  readonly images: readonly ParsedImage[];
  readonly links: readonly ParsedLink[];
  /** Visible text: paragraphs joined by `\n`, well-formed, LF only. All offsets refer to it. */
  readonly text: string;
  /** Sanitised: safe to put into a page. */
  readonly html: string;
  /** First sentences of the text, at most {@link EXCERPT_MAX_LENGTH} UTF-16 units. */
  readonly excerpt: string;
  /** Why a reader should not see it yet, if so. */
  readonly draft: 'DRAFT' | 'FUTURE' | null;
  /** Warnings only: a document with an error is not a ParsedDocument. */
  readonly problems: readonly ProblemWithoutPath[];
}

export const EXCERPT_MAX_LENGTH = 400;

/** Parsing never throws for what a file contains. */
export type ParseResult =
  | { readonly kind: 'PARSED'; readonly document: ParsedDocument }
  | { readonly kind: 'IGNORED'; readonly reason: IgnoredReason }
  | { readonly kind: 'QUARANTINED'; readonly problem: ProblemWithoutPath };

/** Why a file is left out without being a problem. */
export type IgnoredReason = 'NOT_AN_ARTICLE' | 'EMPTY' | 'DRAFT' | 'FUTURE' | 'HIDDEN';
