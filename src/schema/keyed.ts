import { brandWithType } from '@pothos/core';
import { DatelineError } from '../errors.ts';
import type { EntityType } from '../model/entity.ts';
import { findByPublicKey } from '../store/read/by-public-key.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';
import { tryDecodeGlobalId } from './global-id.ts';
import {
  ArticleRef,
  AuthorRef,
  CategoryRef,
  ENTITY_TYPE_NAMES,
  ImageRef,
  IngestRunRef,
  OrganizationRef,
  PersonRef,
  PlaceRef,
  PolicyDocumentRef,
  SourceRef,
  StoryRef,
  TopicRef,
} from './refs.ts';

/** A field by which something is referred to. */
export type KeyField = 'id' | 'key' | 'adcode';

/** Every concrete type that is a node, and the fields that identify one, the global id first. */
export const KEYED_TYPES = [
  { ref: ArticleRef, keys: ['id', 'key'], plural: 'articles' },
  { ref: CategoryRef, keys: ['id', 'key'], plural: 'categories' },
  { ref: AuthorRef, keys: ['id', 'key'], plural: 'authors' },
  { ref: ImageRef, keys: ['id'], plural: 'images' },
  { ref: SourceRef, keys: ['id', 'key'], plural: 'sources' },
  { ref: StoryRef, keys: ['id', 'key'], plural: 'stories' },
  { ref: IngestRunRef, keys: ['id'], plural: 'ingestRuns' },
  { ref: PlaceRef, keys: ['id', 'key', 'adcode'], plural: 'places' },
  { ref: OrganizationRef, keys: ['id', 'key'], plural: 'organizations' },
  { ref: PersonRef, keys: ['id', 'key'], plural: 'persons' },
  { ref: PolicyDocumentRef, keys: ['id', 'key'], plural: 'policyDocuments' },
  { ref: TopicRef, keys: ['id', 'key'], plural: 'topics' },
] as const satisfies readonly { readonly ref: object; readonly keys: readonly KeyField[]; readonly plural: string }[];

const KEYS_OF: ReadonlyMap<string, readonly KeyField[]> = new Map(KEYED_TYPES.map(({ ref, keys }) => [ref.name, keys]));
export const isKeyedType = (typename: string): boolean => KEYS_OF.has(typename);

const ENTITIES: ReadonlySet<string> = new Set(Object.values(ENTITY_TYPE_NAMES));

/** How many things may be asked for at once. */
const MAX_IDS = 1000;

export function assertFewIds(ids: readonly unknown[]): void {
  if (ids.length > MAX_IDS) throw new DatelineError('TOO_MANY_IDS', `${ids.length} ids were asked for at once`);
}

/** The key behind what stands in one of a type's key fields; null when nothing of that type can be referred to so. */
export function keyBehind(typename: string, field: KeyField, value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || !KEYS_OF.get(typename)?.includes(field)) return null;
  if (field === 'key') return value;
  if (field === 'adcode') return ADCODE.test(value) ? `cn:${value}` : null;
  const decoded = tryDecodeGlobalId(value);
  return decoded?.typename === typename ? decoded.key : null;
}

/** As keys of divisions have it: six digits (GB/T 2260). */
const ADCODE = /^\d{6}$/;

/** The key that a federation representation refers by, whichever of its type's key fields it has; null for none. */
export function keyOfReference(typename: string, reference: Readonly<Record<string, unknown>>): string | null {
  const field = KEYS_OF.get(typename)?.find((one) => reference[one] !== undefined && reference[one] !== null);
  return field === undefined ? null : keyBehind(typename, field, reference[field]);
}

/**
 * The row of a type by key, former keys of articles and entities included, branded with the type; null for none,
 * or for an entity of another type. Those of one type, with one selection, in one tick share a statement.
 */
export async function findKeyed(typename: string, key: string, reader: Reader, query: Query): Promise<object | null> {
  const row = await findRow(typename, key, reader, query);
  if (row) brandWithType(row, typename as never);
  return row;
}

async function findRow(typename: string, key: string, reader: Reader, query: Query): Promise<object | null> {
  if (ENTITIES.has(typename)) {
    const row = await findByPublicKey(reader, 'Entity', key, query);
    return row && ENTITY_TYPE_NAMES[row.type as EntityType] === typename ? row : null;
  }
  if (typename === 'Article') return await findByPublicKey(reader, 'Article', key, query);
  return isKeyedType(typename) ? await reader.unique(typename as 'Category', { key }, query) : null;
}
