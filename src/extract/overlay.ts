import type { EntityKey, EntityType } from '../model/entity.ts';

/** What a person says about extraction, one line of a file each; it wins over whatever was found. */
export type Correction = {
  /** Of the file, from 1. */
  readonly line: number;
  /** Key or URL of the one article it is about; null for all. */
  readonly scope: string | null;
} & (
  | {
      readonly action: 'HIDE';
      /** The words themselves, compared as names are; null for any. */
      readonly surface: string | null;
      /** Only where they are linked to it; null wherever they are. Never both null. */
      readonly entity: EntityKey | null;
    }
  | {
      readonly action: 'RELINK';
      readonly surface: string;
      /** Only where it was linked to this one; null wherever it stands. */
      readonly entity: EntityKey | null;
      readonly target: EntityKey;
    }
  | { readonly action: 'MERGE'; readonly entity: EntityKey; readonly target: EntityKey }
  | { readonly action: 'ALIAS'; readonly surface: string; readonly entity: EntityKey }
);

export interface Overlay {
  /** Digest of what it says: the same corrections in any order and with any notes have the same. */
  readonly version: string;
  readonly corrections: readonly Correction[];
}

export const NO_OVERLAY: Overlay = Object.freeze({ version: '', corrections: Object.freeze([]) });

export type CorrectionOf<Action extends Correction['action']> = Extract<Correction, { readonly action: Action }>;

export const correctionsOf = <Action extends Correction['action']>(
  { corrections }: Overlay,
  action: Action,
): readonly CorrectionOf<Action>[] =>
  corrections.filter((correction): correction is CorrectionOf<Action> => correction.action === action);

/** Where each merged key leads in the end. */
export function mergedKeys(overlay: Overlay): ReadonlyMap<EntityKey, EntityKey> {
  const next = new Map(correctionsOf(overlay, 'MERGE').map(({ entity, target }) => [entity, target]));
  return new Map([...next.keys()].map((key) => [key, lastOf(next, key)]));
}

/** The end of a chain that does not bite its own tail. */
export function lastOf(next: ReadonlyMap<EntityKey, EntityKey>, key: EntityKey): EntityKey {
  let at = key;
  for (let to = next.get(at); to !== undefined && to !== key; to = next.get(at)) at = to;
  return at;
}

/** The type that a canonical key is of; null when it is none. */
export function typeOfKey(key: string): EntityType | null {
  const [prefix = ''] = key.split(':', 1);
  return key.length > prefix.length + 1 ? (TYPES[prefix] ?? null) : null;
}

const TYPES: Readonly<Record<string, EntityType>> = {
  cn: 'PLACE',
  geo: 'PLACE',
  country: 'PLACE',
  org: 'ORGANIZATION',
  person: 'PERSON',
  doc: 'POLICY_DOCUMENT',
  topic: 'TOPIC',
};
