import type { Statements } from '../../src/store/database.ts';
import { findMiscounts } from './graph-dump.ts';

/**
 * Everything that must hold of a graph at any moment that a reader can see, whatever was ingested; one line for each
 * breach, none when all holds. The database must not be written meanwhile.
 */
export async function findBreaches(statements: Statements): Promise<string[]> {
  return [
    ...(await findMiscounts(statements)),
    ...(await findOddRows(statements)),
    ...(await findWrongSpans(statements)),
    ...(await findWrongEntityTotals(statements)),
    ...(await findFeedGaps(statements)),
    ...(statements.provider === 'sqlite' ? await findDamage(statements) : []),
  ];
}

/** Each statement gives what must not be, named in one column. */
async function findOddRows({ query }: Statements): Promise<string[]> {
  const breaches: string[] = [];
  for (const [claim, statement] of Object.entries(MUST_NOT_BE)) {
    const rows = await query<{ what: string | number }>(`SELECT * FROM (${statement}) AS "odd" LIMIT 5`);
    breaches.push(...rows.map(({ what }) => `${claim}: ${what}`));
  }
  return breaches;
}

const ofArticle = (table: string) =>
  `SELECT x."articleKey" AS "what" FROM "${table}" x JOIN "Article" a ON a."id" = x."articleId" WHERE x."articleKey" <> a."key" OR x."sortMs" <> a."sortMs"`;

const unused = (table: string, uses: string, column: string) =>
  `SELECT t."key" AS "what" FROM "${table}" t WHERE NOT EXISTS (SELECT 1 FROM "${uses}" x WHERE x."${column}" = t."id")`;

const MUST_NOT_BE = {
  'taken without an article': `SELECT "path" AS "what" FROM "Document" WHERE "state" = 'TAKEN' AND ("articleId" IS NULL OR "content" IS NULL OR "stale")`,
  'ignored, with an article': `SELECT "path" AS "what" FROM "Document" WHERE "state" = 'IGNORED' AND ("articleId" IS NOT NULL OR "content" IS NOT NULL)`,
  'put aside, and neither stale nor empty': `SELECT "path" AS "what" FROM "Document" WHERE "state" = 'QUARANTINED' AND (("articleId" IS NULL) <> ("content" IS NULL) OR ("content" IS NOT NULL AND NOT "stale"))`,
  'a document in no known state': `SELECT "path" AS "what" FROM "Document" WHERE "state" NOT IN ('TAKEN', 'IGNORED', 'QUARANTINED', 'FEED')`,
  'a document half on the move': `SELECT "path" AS "what" FROM "Document" WHERE "path" LIKE '//%'`,
  'an article without the document its text comes from': `SELECT a."key" AS "what" FROM "Article" a WHERE NOT EXISTS (SELECT 1 FROM "Document" d WHERE d."articleId" = a."id" AND d."sourceId" = a."sourceId" AND d."path" = a."path")`,
  'an article without exactly one current key, its own': `SELECT a."key" AS "what" FROM "Article" a WHERE (SELECT count(*) FROM "ArticleKey" k WHERE k."articleId" = a."id" AND k."isCurrent") <> 1 OR NOT EXISTS (SELECT 1 FROM "ArticleKey" k WHERE k."key" = a."key" AND k."articleId" = a."id" AND k."isCurrent")`,
  'an article without a history': `SELECT a."key" AS "what" FROM "Article" a WHERE NOT EXISTS (SELECT 1 FROM "ArticleRevision" r WHERE r."articleId" = a."id")`,
  'an article newer than the content': `SELECT a."key" AS "what" FROM "Article" a WHERE a."revision" > (SELECT "revision" FROM "Corpus")`,
  'mentioned directly as often as it is not linked': `SELECT x."articleKey" AS "what" FROM "ArticleEntity" x WHERE x."directCount" <> (SELECT count(*) FROM "Mention" m WHERE m."articleId" = x."articleId" AND m."entityId" = x."entityId")`,
  'linked, and not rolled up': `SELECT m."articleKey" AS "what" FROM "Mention" m WHERE m."entityId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "ArticleEntity" x WHERE x."articleId" = m."articleId" AND x."entityId" = m."entityId")`,
  'rolled up, and its container not': `SELECT x."articleKey" AS "what" FROM "ArticleEntity" x JOIN "EntityAncestor" n ON n."entityId" = x."entityId" WHERE NOT EXISTS (SELECT 1 FROM "ArticleEntity" y WHERE y."articleId" = x."articleId" AND y."entityId" = n."ancestorId")`,
  'rolled up with counts that cannot be': `SELECT "articleKey" AS "what" FROM "ArticleEntity" WHERE ("isDirect" <> ("directCount" > 0)) OR "titleCount" > "totalCount" OR "totalCount" < 1`,
  'filed, and not under the category above': `SELECT x."articleKey" AS "what" FROM "ArticleCategory" x JOIN "CategoryAncestor" n ON n."categoryId" = x."categoryId" WHERE NOT EXISTS (SELECT 1 FROM "ArticleCategory" y WHERE y."articleId" = x."articleId" AND y."categoryId" = n."ancestorId")`,
  'a category without its line of ancestors': `SELECT c."key" AS "what" FROM "Category" c WHERE c."depth" <> 1 + (SELECT count(*) FROM "CategoryAncestor" n WHERE n."categoryId" = c."id") AND c."depth" <> (SELECT count(*) FROM "CategoryAncestor" n WHERE n."categoryId" = c."id")`,
  'an undecided mention without candidates to choose from': `SELECT m."articleKey" AS "what" FROM "Mention" m JOIN "MentionCandidate" c ON c."mentionId" = m."id" WHERE m."entityId" IS NOT NULL`,
  'a category of nothing': unused('Category', 'ArticleCategory', 'categoryId'),
  'an author of nothing': unused('Author', 'Contribution', 'authorId'),
  'an image in nothing': unused('Image', 'ArticleImage', 'imageId'),
  'a tag of nothing': unused('Tag', 'ArticleTag', 'tagId'),
  'an entity outside the gazetteer that nobody speaks of': `SELECT e."key" AS "what" FROM "Entity" e WHERE NOT e."isGazetteer" AND NOT EXISTS (SELECT 1 FROM "EntityFact" f WHERE f."entityId" = e."id")`,
  'a source without a file, and no run that could take one': `SELECT s."key" AS "what" FROM "Source" s WHERE s."kind" = 'DIRECTORY' AND NOT EXISTS (SELECT 1 FROM "Document" d WHERE d."sourceId" = s."id") AND NOT EXISTS (SELECT 1 FROM "IngestRun" r WHERE r."state" = 'RUNNING')`,
  'another order in ArticleCategory than in Article': ofArticle('ArticleCategory'),
  'another order in Contribution than in Article': ofArticle('Contribution'),
  'another order in ArticleImage than in Article': ofArticle('ArticleImage'),
  'another order in ArticleTag than in Article': ofArticle('ArticleTag'),
  'another order in Mention than in Article': ofArticle('Mention'),
  'another order in ArticleEntity than in Article': ofArticle('ArticleEntity'),
} as const;

async function findWrongSpans({ query }: Statements): Promise<string[]> {
  const articles = await query<{ key: string; title: string; text: string; textLength: number; content: string }>(
    'SELECT a."key", a."title", a."text", a."textLength", d."content" FROM "Article" a JOIN "Document" d ON d."sourceId" = a."sourceId" AND d."path" = a."path"',
  );
  const breaches: string[] = [];
  for (const { key, title, text, textLength, content } of articles) {
    const document = JSON.parse(content) as { title: string; text?: string };
    if (text.length !== textLength) breaches.push(`${key} has ${text.length} characters, and says ${textLength}`);
    if (title !== document.title) breaches.push(`${key} is not what its document says`);
    if (document.text !== undefined) breaches.push(`the text of ${key} is kept twice`);
  }
  const others = await query<{ path: string; content: string }>(
    'SELECT d."path", d."content" FROM "Document" d WHERE d."content" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Article" a WHERE a."sourceId" = d."sourceId" AND a."path" = d."path")',
  );
  for (const { path, content } of others)
    if (!('text' in JSON.parse(content))) breaches.push(`the text of ${path} is kept nowhere`);
  const texts = new Map(articles.map((article) => [article.key, article]));
  const mentions = await query<{ articleKey: string; field: string; start: number; end: number; surface: string }>(
    'SELECT "articleKey", "field", "start", "end", "surface" FROM "Mention"',
  );
  for (const { articleKey, field, start, end, surface } of mentions) {
    const article = texts.get(articleKey);
    const whole = field === 'TITLE' ? article?.title : article?.text;
    if (whole?.slice(start, end) !== surface)
      breaches.push(`“${surface}” does not stand in the ${field} of ${articleKey}`);
  }
  return breaches;
}

async function findWrongEntityTotals({ query }: Statements): Promise<string[]> {
  const [corpus] = await query<{ entityCounts: string }>('SELECT "entityCounts" FROM "Corpus"');
  const kept = Object.entries(JSON.parse(corpus?.entityCounts ?? '{}') as Record<string, number>);
  const rows = await query<{ type: string; n: number }>(
    'SELECT "type", count(*) AS "n" FROM "Entity" WHERE "articleCount" > 0 GROUP BY "type"',
  );
  const counted = rows.map((row) => [row.type, row.n] as const);
  const isSame = JSON.stringify([...kept].sort()) === JSON.stringify([...counted].sort());
  return isSame ? [] : [`entities by type: ${JSON.stringify(kept)} kept, ${JSON.stringify(counted)} counted`];
}

/** Whoever follows the change feed from its beginning must have the articles there are, and miss nothing on the way. */
async function findFeedGaps({ query }: Statements): Promise<string[]> {
  const breaches: string[] = [];
  const changes = await query<{ revision: number; position: number; kind: string; articleKey: string }>(
    'SELECT "revision", "position", "kind", "articleKey" FROM "Change" ORDER BY "revision", "position"',
  );
  const followed = new Set<string>();
  let last = { revision: 0, position: -1 };
  for (const { revision, position, kind, articleKey } of changes) {
    const expected = revision === last.revision ? last.position + 1 : 0;
    if (position !== expected) breaches.push(`change ${revision}/${position} where ${expected} should be`);
    if ((kind === 'ADDED') === followed.has(articleKey)) breaches.push(`${kind} out of place: ${articleKey}`);
    if (kind === 'REMOVED') followed.delete(articleKey);
    else followed.add(articleKey);
    last = { revision, position };
  }
  const [corpus] = await query<{ revision: number }>('SELECT "revision" FROM "Corpus"');
  if (last.revision > (corpus?.revision ?? 0)) breaches.push(`the change feed is ahead of the content`);
  const articles = await query<{ key: string }>('SELECT "key" FROM "Article"');
  const missing = articles.filter(({ key }) => !followed.has(key));
  if (missing.length > 0 || articles.length !== followed.size)
    breaches.push(`the change feed leads to ${followed.size} articles, and there are ${articles.length}`);
  return breaches;
}

async function findDamage({ query }: Statements): Promise<string[]> {
  // A connection checks the full-text index by the outline it last read of it, and reads a new one only with a cursor:
  // without this, what another process has written since is called malformed.
  await query('SELECT 1 FROM "SearchGram" LIMIT 1');
  const integrity = await query<Record<string, string>>('PRAGMA integrity_check');
  const references = await query('PRAGMA foreign_key_check');
  return [
    ...integrity.flatMap((row) => Object.values(row)).filter((line) => line !== 'ok'),
    ...references.map((row) => `a reference to nothing: ${JSON.stringify(row)}`),
  ];
}
