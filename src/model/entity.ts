import type { Brand } from './ids.ts';

export const ENTITY_TYPES = ['PLACE', 'ORGANIZATION', 'PERSON', 'POLICY_DOCUMENT', 'TOPIC'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** Highest first: a name means its highest-level place unless the text says otherwise. */
export const PLACE_LEVELS = ['COUNTRY', 'PROVINCE', 'PREFECTURE', 'COUNTY'] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];

/**
 * Canonical and permanent: `cn:630000` (division code), `country:JP` (ISO 3166-1 alpha-2),
 * `org:cn:630000/工业和信息化厅`, `org:/澎湃新闻`, `person:叶映荷`, `doc:<folded title>`, `topic:<name>`.
 */
export type EntityKey = Brand<string, 'EntityKey'>;

export const ALIAS_KINDS = [
  'NAME',
  'FULL',
  'SHORT',
  'ABBREVIATION',
  'HISTORIC',
  'TRADITIONAL',
  'PINYIN',
  'ENGLISH',
  'CODE',
] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

export interface EntityAlias {
  readonly form: string;
  readonly kind: AliasKind;
}

/** Everything known of an entity apart from the articles that mention it. */
export interface EntityRecord {
  readonly key: EntityKey;
  readonly type: EntityType;
  readonly name: string;
  readonly aliases: readonly EntityAlias[];
  /** From the gazetteer: kept also when no article mentions it. */
  readonly isGazetteer: boolean;
  /** Places: the containing place. Organisations: the parent organisation. */
  readonly parentKey: EntityKey | null;
  /** Places only. */
  readonly level: PlaceLevel | null;
  /** Six-digit division code (GB/T 2260); Chinese places only. */
  readonly adcode: string | null;
  /** ISO 3166 codes, most specific first, e.g. `["CN-HK", "HK"]`. */
  readonly isoCodes: readonly string[];
  /** Organisations: the place it has authority over. Policy documents: null. */
  readonly jurisdictionKey: EntityKey | null;
  /** Policy documents: the organisation that issued it, when the text says so. */
  readonly issuerKey: EntityKey | null;
  /** Finer kind, e.g. `GOVERNMENT`, `MEDIA` (organisations) or `通知`, `意见` (policy documents). */
  readonly subtype: string | null;
}
