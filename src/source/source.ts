import type { IgnoredReason, SourceFile, SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';

/** Somewhere documents come from. */
export interface Source {
  readonly settings: SourceSettings;
  /** Each file once, in bytewise order of its path; found while it is asked for, so that no list of them is kept. */
  entries(): AsyncIterable<SourceEntry>;
}

/**
 * What a source met. `path` is relative to the source's root, NFC, with `/`. A hidden folder is one
 * `IGNORED` entry, however much it holds.
 */
export type SourceEntry =
  | {
      readonly kind: 'FILE';
      readonly path: string;
      /** Absolute path as bytes, for {@link readSourceFile}: names in old archives are not always UTF-8. */
      readonly location: Uint8Array;
    }
  | { readonly kind: 'IGNORED'; readonly path: string; readonly reason: IgnoredReason }
  | { readonly kind: 'PROBLEM'; readonly problem: Problem };

/** What an answer says of its version, for asking again only for a newer one (RFC 9110, section 8.8). */
export interface FeedValidators {
  readonly etag: string | null;
  /** As written by the server. */
  readonly lastModified: string | null;
}

/** What fetching a feed may give. `problems`: warnings, such as a new address; the fetch succeeded all the same. */
export type FeedReadResult =
  | {
      readonly kind: 'READ';
      readonly file: SourceFile;
      readonly validators: FeedValidators;
      readonly problems: readonly Problem[];
    }
  /** Nothing new since the answer that the validators are of. */
  | { readonly kind: 'NOT_MODIFIED'; readonly problems: readonly Problem[] }
  | { readonly kind: 'PROBLEM'; readonly problem: Problem };

/** A feed at an address, as found by {@link findFeeds} in find-feeds.ts. */
export interface FeedRoot {
  readonly kind: 'FEED';
  /** Absolute http(s) address in its normal form, without a fragment. */
  readonly url: string;
  readonly settings: SourceSettings;
  readonly problems: readonly Problem[];
}

/** A folder that is a source, as found by {@link findSources} in find-sources.ts. */
export interface SourceRoot {
  /** Absolute and real; for opening files and refusing to, never stored. */
  readonly directory: string;
  /** Only files at or below one of these paths, relative to `directory`, are meant; null for all. */
  readonly scopes: readonly string[] | null;
  readonly settings: SourceSettings;
  readonly problems: readonly Problem[];
  /** Directories of the other sources of the same run: what lies in one of them is theirs. */
  readonly neighbours: readonly string[];
}

/** What earlier runs know of a source. */
export interface KnownSource {
  readonly key: string;
  /** {@link locationOf} the folder it was last read from; null when that is unknown, or more than one. */
  readonly location: string | null;
  /** Where the feed is fetched from; null or absent for a folder. */
  readonly url?: string | null;
}

/** Whether a path, relative to the root, is one that is meant. */
export const isInScope = (path: string, { scopes }: Pick<SourceRoot, 'scopes'>): boolean =>
  scopes === null || scopes.some((scope) => isWithin(path, scope));

/** Whether a path is another or lies below it; neither ends with `/`. */
export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Extensions of files that may be articles. A `.txt` is one only if it begins with front matter. */
export const ARTICLE_EXTENSIONS: ReadonlySet<string> = new Set([
  'md',
  'markdown',
  'mdown',
  'mdx',
  'html',
  'htm',
  'xhtml',
  'txt',
]);

/** Names that a walk never enters or reads: dot files, and other people's packages. */
export const isHiddenName = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** The file that makes its folder a source of its own. */
export const SETTINGS_FILE = 'dateline.json';
