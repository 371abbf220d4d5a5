import type { Mention, MentionField, MentionType } from '../model/mention.ts';
import { MENTION_FIELDS, MENTION_TYPES } from '../model/mention.ts';

/**
 * How an extractor behind HTTP is spoken to, version 1. Everything is JSON in UTF-8, with `Authorization: Bearer …`
 * when a token is set.
 *
 * `GET <url>` once a run: who is it?
 *
 *     { "protocol": "dateline-extractor/1", "id": "my-ner", "version": "3", "types": ["PERSON", "ORGANIZATION"] }
 *
 * `id` is lower-case letters, digits and hyphens, and permanent: it is part of a mention's identity. `version` is up
 * to 64 characters without spaces; another one has every article extracted again. `types`: what it may answer.
 *
 * `POST <url>` with some articles:
 *
 *     { "protocol": "dateline-extractor/1", "id": "<of the request>",
 *       "documents": [{ "title": "…", "text": "…", "language": "zh-Hans", "publishedAt": "2021-06-11T02:00:00.000Z" }] }
 *
 * `publishedAt` is null when that is not known. The answer has the request's `id` and an entry for each document, in
 * their order:
 *
 *     { "protocol": "dateline-extractor/1", "id": "<of the request>",
 *       "documents": [{ "mentions": [
 *         { "field": "BODY", "start": 4, "end": 6, "surface": "张三", "type": "PERSON", "confidence": 0.93 }] }] }
 *
 * `field` is TITLE or BODY; `start` and `end` count UTF-16 code units of the title or text, the end exclusive, and
 * `surface` is what stands there. `confidence`, 0 to 1, is the share of such mentions expected to be right. Optional:
 * `name` (what the entity is called, when that is not the surface), `key` (its canonical key, such as cn:630000),
 * `value` (of a DATE or AMOUNT, normalised), and `rule` (a permanent name for how it was found).
 *
 * One wrong mention has the whole document refused: whoever miscounts once has not understood the offsets. Other
 * properties are passed over. A status other than 200 is a failure; 429 and 5xx are tried again, after `Retry-After`
 * if that is given.
 */
export const REMOTE_PROTOCOL = 'dateline-extractor/1';

/** Who a service says it is. */
export interface RemoteIdentity {
  readonly id: string;
  readonly version: string;
  readonly types: readonly MentionType[];
}

/** A mention as a service tells it, checked. */
export interface RemoteMention
  extends Pick<Mention, 'field' | 'start' | 'end' | 'surface' | 'type' | 'confidence' | 'value'> {
  readonly name: string | null;
  readonly key: string | null;
  readonly rule: string;
}

/** A value, or why it is none. */
export type Checked<T> = { readonly value: T } | { readonly reason: string };

/** Ids that mean something else. */
const TAKEN_IDS = new Set(['dateline', 'none', 'overlay']);

export function checkIdentity(answer: unknown): Checked<RemoteIdentity> {
  if (!isObject(answer)) return { reason: 'its answer is no JSON object' };
  const { protocol, id, version, types } = answer;
  if (protocol !== REMOTE_PROTOCOL) return { reason: `it speaks ${show(protocol)} and not ${REMOTE_PROTOCOL}` };
  if (typeof id !== 'string' || !/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(id) || TAKEN_IDS.has(id))
    return { reason: `its id is ${show(id)}` };
  if (typeof version !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(version))
    return { reason: `its version is ${show(version)}` };
  if (!Array.isArray(types) || types.length === 0 || !types.every(isType))
    return { reason: `its types are ${show(types)}` };
  return { value: { id, version, types } };
}

/** The entries of an answer to the request `id` about so many documents. */
export function checkAnswer(answer: unknown, id: string, documents: number): Checked<readonly unknown[]> {
  if (!isObject(answer)) return { reason: 'the answer is no JSON object' };
  if (answer.protocol !== REMOTE_PROTOCOL)
    return { reason: `the answer is in ${show(answer.protocol)} and not in ${REMOTE_PROTOCOL}` };
  if (answer.id !== id) return { reason: `the answer is to the request ${show(answer.id)}` };
  if (!Array.isArray(answer.documents) || answer.documents.length !== documents)
    return { reason: `the answer has no entry for each of ${documents} documents` };
  return { value: answer.documents };
}

/** The mentions of one document, all of them or none. */
export function checkMentions(
  entry: unknown,
  texts: Readonly<Record<MentionField, string>>,
  { types }: Pick<RemoteIdentity, 'types'>,
): Checked<readonly RemoteMention[]> {
  if (!isObject(entry) || !Array.isArray(entry.mentions)) return { reason: 'the entry has no list of mentions' };
  const mentions: RemoteMention[] = [];
  const seen = new Set<string>();
  for (const [at, given] of entry.mentions.entries()) {
    const checked = checkMention(given, texts, types);
    if ('reason' in checked) return { reason: `mention ${at}: ${checked.reason}` };
    const { field, start, end, type } = checked.value;
    const span = `${field} ${start} ${end} ${type}`;
    if (seen.has(span)) return { reason: `mention ${at}: ${span} is there twice` };
    seen.add(span);
    mentions.push(checked.value);
  }
  return { value: mentions };
}

function checkMention(
  given: unknown,
  texts: Readonly<Record<MentionField, string>>,
  types: readonly MentionType[],
): Checked<RemoteMention> {
  if (!isObject(given)) return { reason: 'it is no object' };
  const {
    field,
    start,
    end,
    surface,
    type,
    confidence,
    name = null,
    key = null,
    value = null,
    rule = 'remote',
  } = given;
  if (!isField(field)) return { reason: `there is no field ${show(field)}` };
  if (!isType(type) || !types.includes(type)) return { reason: `the type ${show(type)} is none that it announced` };
  if (!isOffset(start) || !isOffset(end) || start >= end || end > texts[field].length)
    return { reason: `${show(start)} to ${show(end)} is no span of the ${field.toLowerCase()}` };
  const words = texts[field].slice(start, end);
  if (surface !== words) return { reason: `at ${start} to ${end} stands ${show(words)} and not ${show(surface)}` };
  if (/\p{Surrogate}/u.test(words)) return { reason: `${start} to ${end} cuts a character in two` };
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
    return { reason: `the confidence is ${show(confidence)}` };
  if (!isTextOrNull(name) || !isTextOrNull(key) || !isTextOrNull(value))
    return { reason: 'name, key and value are texts, or left out' };
  if (value !== null && type !== 'DATE' && type !== 'AMOUNT') return { reason: `a ${type} has no value` };
  if (typeof rule !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(rule))
    return { reason: `the rule is ${show(rule)}` };
  return { value: { field, start, end, surface: words, type, confidence, name, key, value, rule } };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isField = (value: unknown): value is MentionField => MENTION_FIELDS.includes(value as MentionField);
const isType = (value: unknown): value is MentionType => MENTION_TYPES.includes(value as MentionType);
const isOffset = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isTextOrNull = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && value.trim() !== '' && value.length <= 1_000);

/** As much of a foreign value as a report has room for. */
const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
