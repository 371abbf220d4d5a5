import type { Brand } from './ids.ts';

export const ENTITY_TYPES = ['PLACE', 'ORGANIZATION', 'PERSON', 'POLICY_DOCUMENT', 'TOPIC'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/**
 * Highest first: a name means its highest-level place unless the text says otherwise, so a lake goes before the
 * county named after it. PROVINCE, PREFECTURE and COUNTY are divisions of China; STATE and CITY lie elsewhere.
 */
export const PLACE_LEVELS = [
  'COUNTRY',
  'REGION',
  'PROVINCE',
  'STATE',
  'PREFECTURE',
  'CITY',
  'WATER',
  'LANDFORM',
  'AREA',
  'COUNTY',
  'TOWN',
  'VILLAGE',
] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];

/** 0 for the highest; after the last for what has no level. */
export const levelRank = (level: PlaceLevel | null): number =>
  level === null ? PLACE_LEVELS.length : PLACE_LEVELS.indexOf(level);

/**
 * Canonical and permanent: `cn:630000` (division code), `country:JP` (ISO 3166-1 alpha-2), `geo:长江` and
 * `geo:country:US/纽约` (a curated place that has no code, inside another where it lies in one),
 * `place:cn:630102/韵家口镇` and `place:/王家村` (a place known by its name alone, inside the one named before it),
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
