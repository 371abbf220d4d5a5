import { articleKeyOf } from '../../model/identity.ts';
import { compareBytes } from '../../model/text.ts';

/** A document as far as grouping needs it. */
export interface GroupedDocument {
  /** Null for one that has no row yet. */
  readonly id: number | null;
  readonly sourceKey: string;
  readonly path: string;
  readonly identity: string;
  readonly bodyDigest: string;
  readonly textLength: number;
  /** The article it belonged to before, if any. */
  readonly articleId: number | null;
  /** Whether that article's text came from it. */
  readonly wasPrimary: boolean;
}

/** An article as it must be: its key, its documents, and the one its text comes from. */
export interface TargetArticle {
  readonly key: string;
  readonly documents: readonly GroupedDocument[];
  readonly primary: GroupedDocument;
}

/**
 * Groups documents into articles by identity; where one identity has several bodies, by body as well.
 * Pure: the same documents give the same articles in any order.
 */
export function groupIntoArticles(documents: readonly GroupedDocument[]): TargetArticle[] {
  return [...groupBy(documents, (document) => document.identity).values()].flatMap((sameIdentity) => {
    const bodies = groupBy(sameIdentity, (document) => document.bodyDigest);
    return [...bodies].map(([bodyDigest, members]) => {
      const sorted = [...members].sort(byPreference);
      const primary = sorted[0] as GroupedDocument;
      return { key: articleKeyOf(primary.identity, bodyDigest, bodies.size), documents: sorted, primary };
    });
  });
}

/** Which existing article row each target continues; null for a new one. No row is continued twice. */
export function matchToRows(
  targets: readonly TargetArticle[],
  rows: ReadonlyMap<string, number>,
): Map<TargetArticle, number | null> {
  const matched = new Map<TargetArticle, number | null>();
  const claimed = new Set<number>();
  const claim = (target: TargetArticle, id: number) => {
    matched.set(target, id);
    claimed.add(id);
  };
  const inOrder = [...targets].sort((a, b) => compareBytes(a.key, b.key));
  for (const target of inOrder) {
    const id = rows.get(target.key);
    if (id !== undefined) claim(target, id);
  }
  for (const target of inOrder) {
    if (matched.has(target)) continue;
    const id = target.documents.map((document) => document.articleId).find((id) => id !== null && !claimed.has(id));
    if (id === undefined || id === null) matched.set(target, null);
    else claim(target, id);
  }
  return matched;
}

/** For each article row that no target continues: the row its documents went to, where they still are anywhere. */
export function findHeirs(matched: ReadonlyMap<TargetArticle, number | null>): Map<number, number> {
  const kept = new Set(matched.values());
  const heirs = new Map<number, number>();
  for (const [{ documents }, id] of matched)
    for (const { articleId } of documents)
      if (id !== null && articleId !== null && !kept.has(articleId) && !heirs.has(articleId)) heirs.set(articleId, id);
  return heirs;
}

/** Longest text first, then the smallest path: where an article's text comes from. */
function byPreference(a: GroupedDocument, b: GroupedDocument): number {
  return b.textLength - a.textLength || compareBytes(a.path, b.path) || compareBytes(a.sourceKey, b.sourceKey);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
