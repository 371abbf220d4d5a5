import { UNDATED_SORT_MS } from '../../src/model/publication.ts';
import type { Statements } from '../../src/store/database.ts';

/** An article with all that hangs on it, as a full scan of the tables finds it. */
export interface ScannedArticle {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly language: string;
  readonly source: string;
  /** Null when undated. */
  readonly ms: number | null;
  readonly date: string | null;
  readonly precision: string | null;
  /** The story, or the article alone. */
  readonly story: string;
  readonly isOriginal: boolean;
  readonly hasImage: boolean;
  readonly entities: readonly ScannedEntityRow[];
  readonly categories: readonly { readonly key: string; readonly isDirect: boolean }[];
  readonly credits: readonly { readonly author: string; readonly name: string; readonly role: string }[];
  readonly tags: readonly string[];
  readonly images: readonly string[];
}

export interface ScannedEntityRow {
  readonly key: string;
  readonly type: string;
  readonly level: string | null;
  readonly isDirect: boolean;
  readonly salience: number;
}

export interface ScannedEntity {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly parent: string | null;
  readonly jurisdiction: string | null;
}

export interface ScannedCorpus {
  readonly articles: readonly ScannedArticle[];
  readonly entities: ReadonlyMap<string, ScannedEntity>;
}

/** A row of any table: whoever reads a column knows what it holds. */
type Row = Record<
  | 'id'
  | 'key'
  | 'name'
  | 'title'
  | 'type'
  | 'level'
  | 'language'
  | 'sourceId'
  | 'storyId'
  | 'originalId'
  | 'sortMs'
  | 'publishedDate'
  | 'precision'
  | 'hasImage'
  | 'articleId'
  | 'entityId'
  | 'categoryId'
  | 'authorId'
  | 'tagId'
  | 'imageId'
  | 'isDirect'
  | 'role'
  | 'salience'
  | 'parentId'
  | 'jurisdictionId',
  never
>;

/** Reads whole tables, joins nothing, and puts them together in the plainest way: what answers are held against. */
export async function scanCorpus(database: Statements): Promise<ScannedCorpus> {
  const all = (table: string) => database.query<Row>(`SELECT * FROM "${table}"`);
  const [
    articles,
    sources,
    stories,
    entities,
    rollUps,
    categories,
    filed,
    authors,
    contributions,
    tags,
    tagged,
    images,
    shown,
  ] = [
    await all('Article'),
    await all('Source'),
    await all('Story'),
    await all('Entity'),
    await all('ArticleEntity'),
    await all('Category'),
    await all('ArticleCategory'),
    await all('Author'),
    await all('Contribution'),
    await all('Tag'),
    await all('ArticleTag'),
    await all('Image'),
    await all('ArticleImage'),
  ];
  const byId = (rows: readonly Row[], id: number) => {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Error(`No row ${id}`);
    return row;
  };
  const of = (rows: readonly Row[], id: number) => rows.filter((row) => row.articleId === id);
  const entityKey = (id: number | null) => (id === null ? null : (byId(entities, id).key as string));
  return {
    articles: articles.map((row) => ({
      id: row.id,
      key: row.key,
      title: row.title,
      language: row.language,
      source: byId(sources, row.sourceId).key as string,
      ms: row.sortMs === UNDATED_SORT_MS ? null : row.sortMs,
      date: row.publishedDate,
      precision: row.precision,
      story: row.storyId === null ? `article ${row.id}` : `story ${row.storyId}`,
      isOriginal: row.storyId === null || byId(stories, row.storyId).originalId === row.id,
      hasImage: Boolean(row.hasImage),
      entities: of(rollUps, row.id).map((one) => ({
        key: entityKey(one.entityId) as string,
        type: one.type,
        level: one.level,
        isDirect: Boolean(one.isDirect),
        salience: one.salience,
      })),
      categories: of(filed, row.id).map((one) => ({
        key: byId(categories, one.categoryId).key as string,
        isDirect: Boolean(one.isDirect),
      })),
      credits: of(contributions, row.id).map((one) => ({
        author: byId(authors, one.authorId).key as string,
        name: byId(authors, one.authorId).name as string,
        role: one.role,
      })),
      tags: of(tagged, row.id).map((one) => byId(tags, one.tagId).name as string),
      images: of(shown, row.id).map((one) => byId(images, one.imageId).key as string),
    })),
    entities: new Map(
      entities.map((row) => [
        row.key as string,
        {
          key: row.key,
          name: row.name,
          type: row.type,
          parent: entityKey(row.parentId),
          jurisdiction: entityKey(row.jurisdictionId),
        },
      ]),
    ),
  };
}

/** Conditions of an ArticleFilter as a test writes them, entities by key. */
export interface AskedFilter {
  readonly allOf?: readonly string[];
  readonly anyOf?: readonly string[];
  readonly noneOf?: readonly string[];
  readonly includeDescendants?: boolean;
  readonly category?: { readonly path: readonly string[]; readonly includeDescendants: boolean };
  readonly author?: { readonly name: string; readonly role?: string };
  readonly source?: string;
  readonly language?: string;
  readonly tags?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly hasImage?: boolean;
  readonly distinctStories?: boolean;
}

/** The same as the graph takes it. */
export const toArticleFilter = (asked: AskedFilter) => {
  const { allOf, anyOf, noneOf, includeDescendants = true, from, to, ...rest } = asked;
  const by = (keys: readonly string[] | undefined) => (keys ? keys.map((key) => ({ key })) : undefined);
  return {
    ...rest,
    ...(allOf || anyOf || noneOf
      ? { mentions: { allOf: by(allOf), anyOf: by(anyOf), noneOf: by(noneOf), includeDescendants } }
      : {}),
    ...(from || to ? { published: { from, to } } : {}),
  };
};

/** Whether an article meets every condition, one after the other. */
export function meets(article: ScannedArticle, asked: AskedFilter): boolean {
  const names = (key: string) =>
    article.entities.some((row) => row.key === key && (asked.includeDescendants !== false || row.isDirect));
  if (!(asked.allOf ?? []).every(names)) return false;
  if (asked.anyOf && !asked.anyOf.some(names)) return false;
  if ((asked.noneOf ?? []).some(names)) return false;
  const { category, author } = asked;
  if (
    category &&
    !article.categories.some(
      (row) => row.key === category.path.join('/') && (category.includeDescendants || row.isDirect),
    )
  )
    return false;
  if (
    author &&
    !article.credits.some((credit) => credit.name === author.name && (!author.role || credit.role === author.role))
  )
    return false;
  if (asked.source && article.source !== asked.source) return false;
  if (asked.language && article.language !== asked.language && !article.language.startsWith(`${asked.language}-`))
    return false;
  const folded = article.tags.map((tag) => tag.toLowerCase());
  if (!(asked.tags ?? []).every((tag) => folded.includes(tag.toLowerCase()))) return false;
  if ((asked.from || asked.to) && article.ms === null) return false;
  if (asked.from && (article.ms as number) < Date.parse(asked.from)) return false;
  if (asked.to && (article.ms as number) >= Date.parse(asked.to)) return false;
  if (asked.hasImage !== undefined && article.hasImage !== asked.hasImage) return false;
  return !asked.distinctStories || article.isOriginal;
}

/** Articles and stories among them. */
export const countsOf = (articles: readonly ScannedArticle[]) => ({
  articleCount: articles.length,
  storyCount: new Set(articles.map((article) => article.story)).size,
});

/** What an entity's articles count for, by walking up from it one step at a time. */
function upFrom({ entities }: ScannedCorpus, key: string): ReadonlySet<string> {
  const reached = new Set<string>([key]);
  const queue = [{ key, mayGovern: true }];
  for (let at = queue.pop(); at; at = queue.pop()) {
    const entity = entities.get(at.key);
    for (const [next, mayGovern] of [
      [entity?.parent, at.mayGovern],
      [at.mayGovern ? entity?.jurisdiction : null, false],
    ] as const)
      if (next && !reached.has(next)) {
        reached.add(next);
        queue.push({ key: next, mayGovern });
      }
  }
  return reached;
}

/** Entities that count for one, or it for them, by what contains and governs what. */
export const familyOf = (corpus: ScannedCorpus, key: string): ReadonlySet<string> =>
  new Set([...upFrom(corpus, key), ...[...corpus.entities.keys()].filter((other) => upFrom(corpus, other).has(key))]);
