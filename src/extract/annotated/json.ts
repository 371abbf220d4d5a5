import type { EntityKey } from '../../model/entity.ts';
import { MENTION_TYPES, type MentionType } from '../../model/mention.ts';
import {
  type AnnotatedFile,
  type AnnotatedSpan,
  type AnnotatedText,
  type AnnotationFault,
  typesOf,
} from './annotated-text.ts';
import { readCluenerLabels } from './cluener.ts';

/**
 * A JSON object a line, or one array of them. Our own form:
 *
 *     { "text": "青海省发布…", "title": "", "publishedOn": "2021-06-11", "provinces": ["cn:630000"],
 *       "mentions": [{ "start": 0, "end": 3, "type": "PLACE", "key": "cn:630000" }] }
 *
 * `mentions` are of the text, with offsets in UTF-16 code units and an exclusive end; `key`, `title`,
 * `publishedOn` and `provinces` may be left out. An object with `label` is read as CLUENER's.
 */
export function readJson(content: string): AnnotatedFile {
  const texts: AnnotatedText[] = [];
  const faults: AnnotationFault[] = [];
  for (const { line, value, message } of readValues(content)) {
    const read = message === undefined ? readText(value, line) : message;
    if (typeof read === 'string') faults.push({ line, message: read });
    else texts.push(read);
  }
  return { texts, types: typesOf(texts), faults };
}

interface Value {
  readonly line: number;
  readonly value?: unknown;
  readonly message?: string;
}

function readValues(content: string): readonly Value[] {
  if (content.trimStart().startsWith('[')) {
    try {
      return (JSON.parse(content) as unknown[]).map((value) => ({ line: 1, value }));
    } catch (error) {
      return [{ line: 1, message: `This is no JSON: ${(error as Error).message}.` }];
    }
  }
  return content.split(/\r?\n/).flatMap((text, index): Value[] => {
    const line = index + 1;
    if (text.trim() === '') return [];
    try {
      return [{ line, value: JSON.parse(text) as unknown }];
    } catch (error) {
      return [{ line, message: `This is no JSON: ${(error as Error).message}.` }];
    }
  });
}

function readText(value: unknown, line: number): AnnotatedText | string {
  if (!isRecord(value) || typeof value.text !== 'string') return 'An object with `text` is expected.';
  const { text } = value;
  const spans = isRecord(value.label) ? readCluenerLabels(text, value.label) : readMentions(text, value.mentions ?? []);
  if (typeof spans === 'string') return spans;
  const provinces = value.provinces ?? null;
  if (provinces !== null && !(Array.isArray(provinces) && provinces.every((key) => typeof key === 'string')))
    return '`provinces` is not a list of keys.';
  const publishedOn = value.publishedOn ?? null;
  if (publishedOn !== null && !/^\d{4}-\d{2}-\d{2}$/.test(String(publishedOn)))
    return '`publishedOn` is not a date like 2021-06-11.';
  return {
    line,
    title: typeof value.title === 'string' ? value.title : '',
    text,
    spans: [...spans].sort((a, b) => a.start - b.start || b.end - a.end),
    provinces: provinces as EntityKey[] | null,
    publishedOn: publishedOn as string | null,
  };
}

function readMentions(text: string, mentions: unknown): readonly AnnotatedSpan[] | string {
  if (!Array.isArray(mentions)) return '`mentions` is not a list.';
  const spans: AnnotatedSpan[] = [];
  for (const mention of mentions as unknown[]) {
    if (!isRecord(mention)) return 'A mention is not an object.';
    const { start, end, type, key = null } = mention;
    if (!isOffset(start) || !isOffset(end) || start >= end || end > text.length)
      return `A mention from ${start} to ${end} does not lie in a text of ${text.length} code units.`;
    if (!MENTION_TYPES.includes(type as MentionType)) return `“${type}” is no type: use ${MENTION_TYPES.join(', ')}.`;
    if (key !== null && typeof key !== 'string') return 'The key of a mention is not a string.';
    spans.push({ start, end, type: type as MentionType, key: key as EntityKey | null });
  }
  return spans;
}

const isOffset = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
