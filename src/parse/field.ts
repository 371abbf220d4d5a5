import type { Json, JsonObject } from '../model/document.ts';
import { isJsonObject } from './json.ts';

/** The first of `keys` that holds something, whatever the case it is written in; undefined when none does. */
export function fieldOf(frontMatter: JsonObject, ...keys: readonly string[]): Json | undefined {
  const byName = valuesByName(frontMatter);
  for (const key of keys) {
    const value = byName.get(key.toLowerCase());
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, Json>>();

/** Kept for as long as the front matter is: some hundred keys are asked for in each. */
function valuesByName(frontMatter: JsonObject): ReadonlyMap<string, Json> {
  const found = known.get(frontMatter);
  if (found !== undefined) return found;
  const byName = new Map(Object.entries(frontMatter).map(([key, value]) => [key.toLowerCase(), value]));
  known.set(frontMatter, byName);
  return byName;
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
