import {
  type Credit,
  DEFAULT_FRONT_MATTER,
  type ParsedDocument,
  type ParsedImage,
  type SourceSettings,
} from '../../src/model/document.ts';
import type { EntityKey, EntityRecord, EntityType } from '../../src/model/entity.ts';
import { digestOf } from '../../src/model/ids.ts';
import type { Mention, MentionTarget } from '../../src/model/mention.ts';
import { type Publication, UNDATED } from '../../src/model/publication.ts';
import type { EntityRollUp } from '../../src/model/roll-up.ts';
import type { Statements } from '../../src/store/database.ts';
import type { ArticleExtraction, Batch, DocumentChange } from '../../src/store/write/batch.ts';

export const sourceSettings = (key = 'archive'): SourceSettings => ({
  key,
  name: key,
  kind: 'DIRECTORY',
  timeZone: 'Asia/Shanghai',
  baseUrl: null,
  language: null,
  categoryLists: 'AUTO',
  frontMatter: DEFAULT_FRONT_MATTER,
});

/** A publication as YAML would give it, known to the second. */
export function publishedAt(written: string): Publication {
  const ms = Date.parse(written);
  return {
    ms,
    written,
    localDate: new Date(ms).toISOString().slice(0, 10),
    zone: 'Z',
    zoneInferred: false,
    precision: 'SECOND',
    provenance: 'FRONT_MATTER',
  };
}

/** A document whole in every field; what a test does not say is plain. */
export function makeDocument(facts: Partial<ParsedDocument> = {}): ParsedDocument {
  const text = facts.text ?? '正文。';
  return {
    frontMatterFormat: 'YAML',
    bodyFormat: 'MARKDOWN',
    encoding: 'utf-8',
    frontMatter: { title: facts.title ?? '标题' },
    title: '标题',
    titleProvenance: 'FRONT_MATTER',
    canonicalUrl: null,
    guid: null,
    language: 'zh-Hans',
    publication: UNDATED,
    categories: [],
    tags: [],
    credits: [],
    images: [],
    links: [],
    text,
    html: `<p>${text}</p>`,
    excerpt: text.slice(0, 40),
    draft: null,
    problems: [],
    ...facts,
  };
}

export const makeCredit = (name: string, facts: Partial<Credit> = {}): Credit => ({
  role: 'AUTHOR',
  name,
  kind: 'PERSON',
  affiliation: null,
  provenance: 'FRONT_MATTER',
  ...facts,
});

export const makeImage = (url: string, facts: Partial<ParsedImage> = {}): ParsedImage => ({
  url,
  alt: null,
  caption: null,
  width: null,
  height: null,
  referrerPolicy: null,
  lead: false,
  ...facts,
});

export const makeEntity = (key: string, type: EntityType, facts: Partial<EntityRecord> = {}): EntityRecord => ({
  key: key as EntityKey,
  type,
  name: key.slice(key.lastIndexOf(':') + 1),
  aliases: [],
  isGazetteer: false,
  parentKey: null,
  level: null,
  adcode: null,
  isoCodes: [],
  jurisdictionKey: null,
  issuerKey: null,
  subtype: null,
  ...facts,
});

/** The first place where `surface` stands in the document's text, as evidence for `target` (an entity's key). */
export function makeMention(
  document: ParsedDocument,
  surface: string,
  target: string | MentionTarget,
  facts: Partial<Mention> = {},
): Mention {
  const start = document.text.indexOf(surface);
  if (start < 0) throw new Error(`“${surface}” is not in the text`);
  return {
    field: 'BODY',
    start,
    end: start + surface.length,
    surface,
    type: 'ORGANIZATION',
    target: typeof target === 'string' ? { kind: 'LINKED', key: target as EntityKey } : target,
    value: null,
    method: 'RULE',
    rule: 'test',
    confidence: 0.9,
    nested: false,
    extractor: 'test',
    ...facts,
  };
}

/** An extraction of these mentions, each linked entity counted once, directly. */
export function makeExtraction(
  mentions: readonly Mention[] = [],
  entities: readonly EntityRecord[] = [],
  facts: Partial<ArticleExtraction> = {},
): ArticleExtraction {
  const linked = mentions.filter((mention) => mention.target.kind === 'LINKED');
  const keys = [...new Set(linked.map(({ target }) => (target as { key: EntityKey }).key))].sort();
  const rollUps = keys.map((key): EntityRollUp => {
    const own = linked.filter(({ target }) => (target as { key: EntityKey }).key === key);
    const first = own[0] as Mention;
    return {
      key,
      directCount: own.length,
      totalCount: own.length,
      titleCount: 0,
      via: ['DIRECT'],
      firstField: first.field,
      firstStart: first.start,
      salience: 0.5,
    };
  });
  return { mentions, entities, rollUps, signature: null, gazetteerVersion: 'g1', extractorVersion: 'test@1', ...facts };
}

export type Taken = DocumentChange & { readonly kind: 'TAKEN' };

export const taken = (
  path: string,
  document: ParsedDocument,
  extraction: ArticleExtraction = makeExtraction(),
): Taken => ({
  kind: 'TAKEN',
  path,
  digest: digestOf(JSON.stringify(document)),
  byteLength: Buffer.byteLength(document.text),
  parsedWith: 'p1',
  document,
  extraction,
});

export const quarantined = (path: string): DocumentChange => ({
  kind: 'QUARANTINED',
  path,
  digest: digestOf(`broken ${path}`),
  byteLength: 1,
});
export const ignored = (path: string): DocumentChange => ({
  kind: 'IGNORED',
  reason: 'DRAFT',
  path,
  digest: digestOf(`draft ${path}`),
  byteLength: 1,
});

export const NOW_MS = Date.parse('2026-01-01T00:00:00Z');

/** A batch of one source. An article whose text must be extracted again is, by `extract` (default: nothing found). */
export const makeBatch = (changes: readonly DocumentChange[], facts: Partial<Batch> = {}): Batch => ({
  source: sourceSettings(),
  changes,
  nowMs: NOW_MS,
  extract: async () => makeExtraction(),
  ...facts,
});

/** The one row that opening a store makes in a migrated database. */
export const beginCorpus = (database: Pick<Statements, 'execute'>): Promise<number> =>
  database.execute('INSERT INTO "Corpus" ("id", "revision") VALUES (1, 0) ON CONFLICT DO NOTHING');
