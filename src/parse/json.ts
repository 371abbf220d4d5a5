import type { Json, JsonObject } from '../model/document.ts';
import { toWellFormedText } from '../model/text.ts';

/**
 * Any parsed value as JSON with scalars as strings, all text well-formed. Dates are given by `written`
 * or, failing that, in ISO form.
 *
 * @throws RangeError when the value is nested deeper than {@link MAX_DEPTH} (also when it holds itself).
 */
export function toJson(value: unknown, depth: number = 0): Json {
  if (depth > MAX_DEPTH) throw new RangeError('it is nested too deeply');
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return toWellFormedText(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (typeof value === 'object') return objectOf(value, depth);
  return String(value);
}

/** True for a mapping; false for lists, scalars and null. */
export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_DEPTH = 64;

const objectOf = (value: object, depth: number): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [toWellFormedText(key), toJson(item, depth + 1)]));
