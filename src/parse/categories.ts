import type { Json, JsonObject } from '../model/document.ts';
import { foldName } from '../model/fold.ts';
import { fieldOf, scalarsOf } from './field.ts';
import type { Mapping } from './preset.ts';

/**
 * The paths of names an article is filed under. A list within the list is always a path of its own (Hexo);
 * what a plain list is, the mapping says.
 */
export function readCategories(frontMatter: JsonObject, mapping: Mapping): readonly (readonly string[])[] {
  return withoutRepeats(pathsOf(fieldOf(frontMatter, ...mapping.keys.categories), mapping));
}

/** Each tag once, compared folded, in order. */
export function readTags(frontMatter: JsonObject, mapping: Mapping): readonly string[] {
  const value = fieldOf(frontMatter, ...mapping.keys.tags);
  const tags = typeof value === 'string' ? splitNames(value, mapping) : scalarsOf(value);
  const byFold = new Map<string, string>();
  for (const tag of tags.map(clean).filter((name) => name !== '')) {
    const fold = foldName(tag);
    if (!byFold.has(fold)) byFold.set(fold, tag);
  }
  return [...byFold.values()];
}

const clean = (name: string): string => name.replace(/\s+/g, ' ').trim();

/** One string of names: at its commas, and without any at its spaces, where the writers do that. */
function splitNames(value: string, { splitsAtSpaces }: Mapping): readonly string[] {
  const names = value.split(/[,，、;；]/);
  return names.length === 1 && splitsAtSpaces ? value.trim().split(/\s+/) : names;
}

function pathsOf(value: Json | undefined, mapping: Mapping): readonly (readonly string[])[] {
  const isSet = mapping.categoryLists === 'SET';
  if (!Array.isArray(value)) {
    const names = typeof value === 'string' ? splitNames(value, mapping) : scalarsOf(value);
    return isSet ? names.map((name) => [name]) : [names];
  }
  const items = value as readonly Json[];
  if (items.some((item) => Array.isArray(item))) return items.map(scalarsOf);
  const names = items.flatMap(scalarsOf);
  return isSet ? names.map((name) => [name]) : [names];
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
