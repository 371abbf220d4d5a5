import type { ParsedDocument } from '../../model/document.ts';
import type { EntityKey } from '../../model/entity.ts';
import { foldName } from '../../model/fold.ts';
import { categoryKeyOf, textDigestOf } from '../../model/identity.ts';
import type { Mention } from '../../model/mention.ts';
import { sortMsOf } from '../../model/publication.ts';
import { type EntityRollUp, VIA_KINDS } from '../../model/roll-up.ts';
import { bandsOf } from '../../model/signature.ts';
import { compareBytes } from '../../model/text.ts';
import type { ArticleExtraction } from './batch.ts';
import { authorKeyOf, imageKeyOf } from './named-rows.ts';

/** An article about to be written, with everything its rows are made from. */
export interface ArticleToWrite {
  readonly id: number;
  readonly key: string;
  readonly sourceId: number;
  readonly path: string;
  readonly document: ParsedDocument;
  readonly extraction: ArticleExtraction;
}

/** Ids of shared rows by public key. */
export interface SharedIds {
  readonly categories: ReadonlyMap<string, number>;
  readonly authors: ReadonlyMap<string, number>;
  readonly images: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  readonly entities: ReadonlyMap<string, number>;
}

const idOf = (ids: ReadonlyMap<string, number>, key: string): number => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`No row for key ${key}`);
  return id;
};

/** Characters, not UTF-16 units, as the migration that added the column cut older titles. */
const TITLE_START_LENGTH = 100;

export function articleColumns(article: Omit<ArticleToWrite, 'id'>, ids: SharedIds, revision: number, nowMs: number) {
  const { document, extraction } = article;
  const { publication } = document;
  const author = document.credits.find((credit) => credit.role === 'AUTHOR' && credit.provenance === 'FRONT_MATTER');
  const category = document.categories[0];
  const lead = document.images.find((image) => image.lead) ?? document.images[0];
  return {
    key: article.key,
    sourceId: article.sourceId,
    path: article.path,
    title: document.title,
    language: document.language,
    publishedMs: publication.ms,
    sortMs: sortMsOf(publication),
    publishedWritten: publication.written,
    publishedDate: publication.localDate,
    publishedZone: publication.zone,
    zoneInferred: publication.zoneInferred,
    precision: publication.precision,
    dateProvenance: publication.provenance,
    url: document.canonicalUrl,
    categoryId: category ? idOf(ids.categories, categoryKeyOf(category)) : null,
    authorId: author ? idOf(ids.authors, authorKeyOf(author)) : null,
    leadImageId: lead ? idOf(ids.images, imageKeyOf(lead)) : null,
    hasImage: document.images.length > 0,
    excerpt: document.excerpt,
    textLength: document.text.length,
    textDigest: textDigestOf(document),
    signature: extraction.signature,
    gazetteerVersion: extraction.gazetteerVersion,
    extractorVersion: extraction.extractorVersion,
    revision,
    ingestedMs: nowMs,
    frontMatter: JSON.stringify(document.frontMatter),
    html: document.html,
    text: document.text,
    titleStart: [...document.title.slice(0, 2 * TITLE_START_LENGTH)].slice(0, TITLE_START_LENGTH).join(''),
  };
}

/** Under what an article lists "newest first" in the tables that join it to something. */
const inOrder = (article: ArticleToWrite) => ({
  articleId: article.id,
  sortMs: sortMsOf(article.document.publication),
  articleKey: article.key,
});

/** The article's own categories in order, then their ancestors. */
export function categoryRows(article: ArticleToWrite, ids: SharedIds) {
  const own = article.document.categories.map(categoryKeyOf);
  const above = article.document.categories.flatMap((path) =>
    path.slice(0, -1).map((_, index) => categoryKeyOf(path.slice(0, index + 1))),
  );
  const direct = new Set(own);
  return [...new Set([...own, ...above])].map((key, position) => ({
    ...inOrder(article),
    categoryId: idOf(ids.categories, key),
    isDirect: direct.has(key),
    position,
  }));
}

export function contributionRows(article: ArticleToWrite, ids: SharedIds) {
  const seen = new Set<string>();
  const roles = new Set<string>();
  return article.document.credits.flatMap((credit, position) => {
    const key = authorKeyOf(credit);
    const role = `${key} ${credit.role}`;
    if (roles.has(role)) return [];
    roles.add(role);
    const isFirst = !seen.has(key);
    seen.add(key);
    return [
      {
        ...inOrder(article),
        authorId: idOf(ids.authors, key),
        role: credit.role,
        creditedName: credit.name,
        position,
        affiliation: credit.affiliation,
        provenance: credit.provenance,
        isFirst,
        // A person's author key is the canonical key of the Person, when the extraction speaks of one.
        entityId:
          credit.kind === 'PERSON'
            ? (ids.entities.get(article.extraction.mergedInto?.[key as EntityKey] ?? key) ?? null)
            : null,
      },
    ];
  });
}

export function imageRows(article: ArticleToWrite, ids: SharedIds) {
  const unique = new Map(article.document.images.map((image) => [image.url, image]));
  return [...unique.values()].map((image, position) => ({
    ...inOrder(article),
    imageId: idOf(ids.images, imageKeyOf(image)),
    position,
    isLead: image.lead,
    alt: image.alt,
    caption: image.caption,
    width: image.width,
    height: image.height,
    referrerPolicy: image.referrerPolicy,
  }));
}

export const bandRows = ({ id, extraction }: ArticleToWrite) =>
  extraction.signature === null ? [] : bandsOf(extraction.signature).map((hash) => ({ hash, articleId: id }));

export const linkRows = (article: ArticleToWrite) =>
  article.document.links.map((link, position) => ({ articleId: article.id, position, url: link.url, text: link.text }));

export function tagRows(article: ArticleToWrite, ids: SharedIds) {
  const spellings = new Map<string, string>();
  for (const tag of article.document.tags) {
    const known = spellings.get(foldName(tag));
    if (known === undefined || compareBytes(tag, known) < 0) spellings.set(foldName(tag), tag);
  }
  return [...spellings].map(([key, name], position) => ({
    ...inOrder(article),
    tagId: idOf(ids.tags, key),
    name,
    position,
  }));
}

export function mentionRows(article: ArticleToWrite, ids: SharedIds) {
  return article.extraction.mentions.map((mention, position) => ({
    ...inOrder(article),
    field: mention.field,
    start: mention.start,
    end: mention.end,
    surface: mention.surface,
    type: mention.type,
    entityId: mention.target.kind === 'LINKED' ? idOf(ids.entities, mention.target.key) : null,
    value: mention.value,
    method: mention.method,
    rule: mention.rule,
    confidence: mention.confidence,
    nested: mention.nested,
    extractor: mention.extractor,
    position,
  }));
}

/** Candidates of ambiguous mentions, by the mention's position in its article. */
export function candidateRows(article: ArticleToWrite, ids: SharedIds, mentionIds: ReadonlyMap<number, number>) {
  return article.extraction.mentions.flatMap(({ target }, mentionPosition) => {
    if (target.kind !== 'AMBIGUOUS') return [];
    return target.candidates.map((candidate, position) => ({
      mentionId: mentionIds.get(mentionPosition) as number,
      entityId: idOf(ids.entities, candidate.key),
      position,
      score: candidate.score,
    }));
  });
}

export function entityRows(
  article: ArticleToWrite,
  ids: SharedIds,
  kindOf: ReadonlyMap<number, { readonly type: string; readonly level: string | null }>,
) {
  return article.extraction.rollUps.map((rollUp, position) => {
    const entityId = idOf(ids.entities, rollUp.key);
    const kind = kindOf.get(entityId);
    if (!kind) throw new Error(`No entity ${rollUp.key}`);
    return {
      ...inOrder(article),
      entityId,
      type: kind.type,
      level: kind.level,
      directCount: rollUp.directCount,
      totalCount: rollUp.totalCount,
      titleCount: rollUp.titleCount,
      via: rollUp.via.reduce((bits, kind) => bits | (1 << VIA_KINDS.indexOf(kind)), 0),
      firstPosition: firstPositionOf(rollUp, article.extraction.mentions),
      salience: rollUp.salience,
      position,
      isDirect: rollUp.directCount > 0,
    };
  });
}

/** Position of the mention a roll-up starts at: among those that start there, the entity's own if there is one. */
function firstPositionOf(rollUp: EntityRollUp, mentions: readonly Mention[]): number {
  const starts = (mention: Mention) => mention.field === rollUp.firstField && mention.start === rollUp.firstStart;
  const own = mentions.findIndex(
    (mention) => starts(mention) && mention.target.kind === 'LINKED' && mention.target.key === rollUp.key,
  );
  return own >= 0 ? own : mentions.findIndex(starts);
}
