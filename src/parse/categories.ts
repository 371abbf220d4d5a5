import type { FrontMatterFormat, Json, JsonObject, SourceSettings } from '../model/document.ts';
import { foldName } from '../model/fold.ts';
import { fieldOf, scalarsOf } from './field.ts';
import { isJsonObject } from './json.ts';

/**
 * The paths of names an article is filed under. A list within the list is always a path of its own (Hexo);
 * what a plain list is, the source says or, under `AUTO`, the front matter shows: TOML and Hugo's keys mean
 * a set, anything else a path from the root.
 */
export function readCategories(
  frontMatter: JsonObject,
  format: FrontMatterFormat,
  lists: SourceSettings['categoryLists'],
): readonly (readonly string[])[] {
  const value = fieldOf(frontMatter, 'categories', 'category') ?? taxonomy(frontMatter, 'categories');
  const mode = lists === 'AUTO' ? guessLists(frontMatter, format) : lists;
  return withoutRepeats(pathsOf(value, mode, frontMatter));
}

/** Each tag once, compared folded, in order. */
export function readTags(frontMatter: JsonObject): readonly string[] {
  const value = fieldOf(frontMatter, 'tags', 'tag') ?? taxonomy(frontMatter, 'tags');
  const tags = scalarsOf(value).flatMap((tag) => (typeof value === 'string' ? tag.split(/[,，、;；]/) : [tag]));
  const byFold = new Map<string, string>();
  for (const tag of tags.map(clean).filter((name) => name !== '')) {
    if (!byFold.has(foldName(tag))) byFold.set(foldName(tag), tag);
  }
  return [...byFold.values()];
}

// Keys that only one generator's writers use.
const HEXO_KEYS = ['comments', 'updated', 'abbrlink', 'top_img'];
const HUGO_KEYS = [
  'lastmod',
  'weight',
  'slug',
  'aliases',
  'expirydate',
  'publishdate',
  'linktitle',
  'menu',
  'draft',
  'iscjklanguage',
  'summary',
  'taxonomies',
];

const clean = (name: string): string => name.replace(/\s+/g, ' ').trim();

const has = (frontMatter: JsonObject, key: string): boolean =>
  Object.keys(frontMatter).some((name) => name.toLowerCase() === key);

function guessLists(frontMatter: JsonObject, format: FrontMatterFormat): 'PATH' | 'SET' {
  if (format === 'TOML') return 'SET';
  if (HEXO_KEYS.some((key) => has(frontMatter, key))) return 'PATH';
  return HUGO_KEYS.some((key) => has(frontMatter, key)) ? 'SET' : 'PATH';
}

/** Zola keeps both under one key. */
function taxonomy(frontMatter: JsonObject, name: string): Json | undefined {
  const taxonomies = fieldOf(frontMatter, 'taxonomies');
  return isJsonObject(taxonomies) ? fieldOf(taxonomies, name) : undefined;
}

function pathsOf(
  value: Json | undefined,
  mode: 'PATH' | 'SET',
  frontMatter: JsonObject,
): readonly (readonly string[])[] {
  if (typeof value === 'string') return pathsOfString(value, mode, frontMatter);
  if (!Array.isArray(value)) return [scalarsOf(value)];
  const items = value as readonly Json[];
  if (items.some((item) => Array.isArray(item))) return items.map(scalarsOf);
  const names = items.flatMap(scalarsOf);
  return mode === 'SET' ? names.map((name) => [name]) : [names];
}

function pathsOfString(value: string, mode: 'PATH' | 'SET', frontMatter: JsonObject): readonly (readonly string[])[] {
  const names = value.split(/[,，、;；]/);
  if (names.length > 1) return mode === 'SET' ? names.map((name) => [name]) : [names];
  // Jekyll, which every post's `layout` gives away, reads a string as names parted by spaces.
  return has(frontMatter, 'layout') ? [value.split(/\s+/)] : [[value]];
}

function withoutRepeats(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const byKey = new Map<string, readonly string[]>();
  for (const path of paths) {
    const names = path.map(clean).filter((name) => name !== '');
    const key = JSON.stringify(names);
    if (names.length > 0 && !byKey.has(key)) byKey.set(key, names);
  }
  return [...byKey.values()];
}
