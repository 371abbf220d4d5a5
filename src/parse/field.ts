import type { Json, JsonObject } from '../model/document.ts';
import { isJsonObject } from './json.ts';

/**
 * The first of `keys` that holds something, whatever the case it is written in; undefined when none does.
 * `a.b` is a key of that name, else the key `b` of a mapping under `a`.
 */
export function fieldOf(frontMatter: JsonObject, ...keys: readonly string[]): Json | undefined {
  const byName = namesOf(frontMatter);
  for (const key of keys) {
    const value = byName.get(key.toLowerCase()) ?? nestedField(byName, key);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** The same for a scalar: its text with white space collapsed; null when there is none. */
export function stringField(frontMatter: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = fieldOf(frontMatter, key);
    if (typeof value !== 'string') continue;
    const text = value.replace(/\s+/g, ' ').trim();
    if (text !== '') return text;
  }
  return null;
}

/** True when the key is written at all, empty or not. `key` in lower case. */
export const hasKey = (frontMatter: JsonObject, key: string): boolean => namesOf(frontMatter).has(key);

/** Scalars of a value in order: itself, its items, or their `name`, `title` or `label`. */
export function scalarsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(scalarsOf);
  if (isJsonObject(value)) return scalarsOf(fieldOf(value, 'name', 'title', 'label'));
  return [];
}

/** The two words that switch something on. */
export const isTrue = (value: Json | undefined): boolean =>
  typeof value === 'string' && /^(?:true|yes|on|1)$/i.test(value.trim());

/** The words that switch something off. */
export const isFalse = (value: Json | undefined): boolean =>
  typeof value === 'string' && /^(?:false|no|off|0)$/i.test(value.trim());

type Names = ReadonlyMap<string, Json>;

// A document is asked for some eighty keys; its mapping never changes and is dropped with it.
const known = new WeakMap<JsonObject, Names>();

function namesOf(mapping: JsonObject): Names {
  let names = known.get(mapping);
  if (names === undefined) {
    names = new Map(Object.entries(mapping).map(([key, value]) => [key.toLowerCase(), value]));
    known.set(mapping, names);
  }
  return names;
}

function nestedField(byName: Names, key: string): Json | undefined {
  const dot = key.indexOf('.');
  if (dot < 0) return undefined;
  const inner = byName.get(key.slice(0, dot).toLowerCase());
  return isJsonObject(inner) ? fieldOf(inner, key.slice(dot + 1)) : undefined;
}
