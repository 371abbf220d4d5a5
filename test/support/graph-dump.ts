import type { Statements } from '../../src/store/database.ts';

/**
 * The whole graph by public keys: everything that must depend on the current documents alone. Left out are
 * internal ids, revisions, former keys (which tell of every batch there was), times of ingest, and where sources lie.
 */
export const dumpGraph = ({ query }: Pick<Statements, 'query'>): Promise<Dump> => dump(query, PARTS);

/**
 * The graph, and every file and source with what the last run made of it, those that gave no article included:
 * everything that must be the same after the same files were ingested.
 */
export const dumpEverything = ({ query }: Pick<Statements, 'query'>): Promise<Dump> =>
  dump(query, { ...PARTS, ...FILES });

type Dump = Record<string, readonly string[]>;

async function dump(query: Statements['query'], parts: Readonly<Record<string, string>>): Promise<Dump> {
  const dump: Dump = {};
  for (const [part, statement] of Object.entries(parts)) {
    const rows = await query<Record<string, unknown>>(statement);
    dump[part] = rows
      .map((row) => JSON.stringify(row, (_, value) => (value === true ? 1 : value === false ? 0 : value)))
      .sort();
  }
  return dump;
}

const PARTS = {
  corpus: `SELECT "articleCount", "storyCount", "categoryCount", "authorCount", "imageCount", "mentionCount", "entityCounts", "gazetteerVersion" FROM "Corpus"`,
  sources: `SELECT "key", "name", "kind", "timeZone", "baseUrl", "language", "articleCount" FROM "Source" WHERE "articleCount" > 0`,
  documents: `SELECT s."key" AS "source", d."path", d."identity", d."bodyDigest", d."textLength", d."content", a."key" AS "article" FROM "Document" d JOIN "Source" s ON s."id" = d."sourceId" JOIN "Article" a ON a."id" = d."articleId"`,
  articles: `SELECT a."key", s."key" AS "source", a."path", a."title", a."language", a."publishedMs", a."sortMs", a."publishedWritten", a."publishedDate", a."publishedZone", a."zoneInferred", a."precision", a."dateProvenance", a."url",
      c."key" AS "category", u."key" AS "author", i."key" AS "leadImage", a."hasImage", a."excerpt", a."textLength", a."textDigest", a."signature", y."key" AS "story", a."storyScore", a."gazetteerVersion", a."extractorVersion", a."frontMatter", a."html", a."text"
    FROM "Article" a JOIN "Source" s ON s."id" = a."sourceId" LEFT JOIN "Category" c ON c."id" = a."categoryId" LEFT JOIN "Author" u ON u."id" = a."authorId" LEFT JOIN "Image" i ON i."id" = a."leadImageId" LEFT JOIN "Story" y ON y."id" = a."storyId"`,
  stories: `SELECT y."key", y."articleCount", a."key" AS "original" FROM "Story" y LEFT JOIN "Article" a ON a."id" = y."originalId"`,
  bands: `SELECT a."key", x."hash" FROM "ArticleBand" x JOIN "Article" a ON a."id" = x."articleId"`,
  keys: `SELECT k."key", a."key" AS "article" FROM "ArticleKey" k JOIN "Article" a ON a."id" = k."articleId" WHERE k."isCurrent"`,
  categories: `SELECT c."key", c."name", c."path", c."depth", p."key" AS "parent", c."articleCount" FROM "Category" c LEFT JOIN "Category" p ON p."id" = c."parentId"`,
  categoryAncestors: `SELECT c."key", p."key" AS "ancestor", x."distance" FROM "CategoryAncestor" x JOIN "Category" c ON c."id" = x."categoryId" JOIN "Category" p ON p."id" = x."ancestorId"`,
  articleCategories: `SELECT a."key", c."key" AS "category", x."isDirect", x."position", x."sortMs", x."articleKey" FROM "ArticleCategory" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Category" c ON c."id" = x."categoryId"`,
  authors: `SELECT u."key", u."name", u."foldedName", u."kind", u."articleCount", e."key" AS "entity" FROM "Author" u LEFT JOIN "Entity" e ON e."id" = u."entityId"`,
  contributions: `SELECT a."key", u."key" AS "author", x."role", x."creditedName", x."position", x."affiliation", x."provenance", x."isFirst", x."sortMs", x."articleKey", (SELECT e."key" FROM "Entity" e WHERE e."id" = x."entityId") AS "person" FROM "Contribution" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Author" u ON u."id" = x."authorId"`,
  images: `SELECT "key", "url", "alt", "caption", "width", "height", "articleCount" FROM "Image"`,
  articleImages: `SELECT a."key", i."key" AS "image", x."position", x."isLead", x."alt", x."caption", x."width", x."height", x."referrerPolicy", x."sortMs", x."articleKey" FROM "ArticleImage" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Image" i ON i."id" = x."imageId"`,
  links: `SELECT a."key", x."position", x."url", x."text" FROM "Link" x JOIN "Article" a ON a."id" = x."articleId"`,
  tags: `SELECT "key", "name", "articleCount" FROM "Tag"`,
  articleTags: `SELECT a."key", t."key" AS "tag", x."name", x."position", x."sortMs", x."articleKey" FROM "ArticleTag" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Tag" t ON t."id" = x."tagId"`,
  entities: `SELECT e."key", e."type", e."subtype", e."name", e."foldedName", e."level", e."adcode", e."isoCodes", e."isGazetteer", e."articleCount", e."storyCount", e."mentionCount", p."key" AS "parent", j."key" AS "jurisdiction", i."key" AS "issuer"
    FROM "Entity" e LEFT JOIN "Entity" p ON p."id" = e."parentId" LEFT JOIN "Entity" j ON j."id" = e."jurisdictionId" LEFT JOIN "Entity" i ON i."id" = e."issuerId"`,
  entityKeys: `SELECT k."key", e."key" AS "entity" FROM "EntityKey" k JOIN "Entity" e ON e."id" = k."entityId"`,
  entityAncestors: `SELECT e."key", p."key" AS "ancestor", x."distance" FROM "EntityAncestor" x JOIN "Entity" e ON e."id" = x."entityId" JOIN "Entity" p ON p."id" = x."ancestorId"`,
  aliases: `SELECT e."key", x."form", x."folded", x."kind" FROM "Alias" x JOIN "Entity" e ON e."id" = x."entityId"`,
  facts: `SELECT a."key", e."key" AS "entity", x."fact", x."value" FROM "EntityFact" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Entity" e ON e."id" = x."entityId"`,
  mentions: `SELECT a."key", x."position", x."field", x."start", x."end", x."surface", x."type", e."key" AS "entity", x."value", x."method", x."rule", x."confidence", x."nested", x."extractor", x."sortMs", x."articleKey" FROM "Mention" x JOIN "Article" a ON a."id" = x."articleId" LEFT JOIN "Entity" e ON e."id" = x."entityId"`,
  candidates: `SELECT a."key", m."position" AS "mention", e."key" AS "entity", x."position", x."score" FROM "MentionCandidate" x JOIN "Mention" m ON m."id" = x."mentionId" JOIN "Article" a ON a."id" = m."articleId" JOIN "Entity" e ON e."id" = x."entityId"`,
  articleEntities: `SELECT a."key", e."key" AS "entity", x."type", x."level", x."directCount", x."totalCount", x."titleCount", x."via", x."firstPosition", x."salience", x."position", x."isDirect", x."sortMs", x."articleKey" FROM "ArticleEntity" x JOIN "Article" a ON a."id" = x."articleId" JOIN "Entity" e ON e."id" = x."entityId"`,
} as const;

const FILES = {
  files: `SELECT s."key" AS "source", d."path", d."feedPath", d."digest", d."byteLength", d."state", d."ignoredReason", d."stale", d."encoding", d."frontMatterFormat", d."bodyFormat", d."parsedWith", d."identity", d."bodyDigest", d."textLength", d."content", a."key" AS "article" FROM "Document" d JOIN "Source" s ON s."id" = d."sourceId" LEFT JOIN "Article" a ON a."id" = d."articleId"`,
  everySource: `SELECT "key", "name", "kind", "timeZone", "baseUrl", "language", "url", "articleCount" FROM "Source"`,
} as const;

/** Counters that are kept against the same counted from scratch; empty when all agree. */
export async function findMiscounts({ query }: Pick<Statements, 'query'>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [counter, [table, column, recount]] of Object.entries(RECOUNTS)) {
    const rows = await query<{ key: string; kept: number; counted: number }>(
      `SELECT "key", "kept", "counted" FROM (SELECT t."key", t."${column}" AS "kept", ${recount} AS "counted" FROM "${table}" t) AS "r" WHERE "kept" <> "counted"`,
    );
    wrong.push(...rows.map((row) => `${counter} of ${row.key}: ${row.kept} kept, ${row.counted} counted`));
  }
  const [totals] = await query<Record<string, number>>(
    `SELECT "articleCount" - (SELECT count(*) FROM "Article") AS "articles", "storyCount" - (SELECT count(DISTINCT coalesce("storyId", -"id")) FROM "Article") AS "stories", "categoryCount" - (SELECT count(*) FROM "Category") AS "categories", "authorCount" - (SELECT count(*) FROM "Author") AS "authors",
      "imageCount" - (SELECT count(*) FROM "Image") AS "images", "mentionCount" - (SELECT count(*) FROM "Mention") AS "mentions" FROM "Corpus"`,
  );
  for (const [total, off] of Object.entries(totals ?? { corpus: NaN }))
    if (off !== 0) wrong.push(`total of ${total} is off by ${off}`);
  return wrong;
}

const articlesIn = (table: string, column: string) =>
  `(SELECT count(DISTINCT x."articleId") FROM "${table}" x WHERE x."${column}" = t."id")`;

const RECOUNTS = {
  'articles of source': ['Source', 'articleCount', `(SELECT count(*) FROM "Article" x WHERE x."sourceId" = t."id")`],
  'articles of category': ['Category', 'articleCount', articlesIn('ArticleCategory', 'categoryId')],
  'articles of author': ['Author', 'articleCount', articlesIn('Contribution', 'authorId')],
  'articles of image': ['Image', 'articleCount', articlesIn('ArticleImage', 'imageId')],
  'articles of tag': ['Tag', 'articleCount', articlesIn('ArticleTag', 'tagId')],
  'articles of entity': ['Entity', 'articleCount', articlesIn('ArticleEntity', 'entityId')],
  'stories of entity': [
    'Entity',
    'storyCount',
    `(SELECT count(DISTINCT coalesce(a."storyId", -a."id")) FROM "ArticleEntity" x JOIN "Article" a ON a."id" = x."articleId" WHERE x."entityId" = t."id")`,
  ],
  'articles of story': ['Story', 'articleCount', `(SELECT count(*) FROM "Article" x WHERE x."storyId" = t."id")`],
  'mentions of entity': ['Entity', 'mentionCount', `(SELECT count(*) FROM "Mention" x WHERE x."entityId" = t."id")`],
} as const;
