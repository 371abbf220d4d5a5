/**
 * The floor: the same answers from hand-written SQL, one statement each, on node:http and the bare driver. It checks
 * nothing, limits nothing and knows five questions.
 *
 *   node bench/floor-server.mjs <database url>      prints its address
 */
import { createServer } from 'node:http';

const url = process.argv[2] ?? '';
const isPostgres = url.startsWith('postgres');
const ask = isPostgres ? await openPostgres(url) : await openSqlite(url);

const instant = (column) =>
  isPostgres
    ? `to_char(to_timestamp(${column} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
    : `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000, 'unixepoch')`;
const object = (entries) =>
  `${isPostgres ? 'json_build_object' : 'json_object'}(${Object.entries(entries)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`;
/** A list from an ordered subquery with one column `j`. */
const list = (rows) =>
  isPostgres
    ? `(SELECT coalesce(json_agg(j), '[]') FROM (${rows}) q)`
    : `(SELECT json_group_array(json(j)) FROM (${rows}))`;
const nested = (value) => (isPostgres ? value : `json(${value})`);
const node = (value) => object({ node: nested(value) });

const AUTHOR = nested(`(SELECT ${object({ name: 'u."name"' })} FROM "Author" u WHERE u."id" = a."authorId")`);
const CATEGORIES = list(
  `SELECT ${object({ name: 'c."name"' })} AS j FROM "ArticleCategory" x JOIN "Category" c ON c."id" = x."categoryId" WHERE x."articleId" = a."id" AND x."isDirect" ORDER BY x."position"`,
);
const images = (fields, limit) =>
  list(
    `SELECT ${object(fields)} AS j FROM "ArticleImage" x JOIN "Image" i ON i."id" = x."imageId" WHERE x."articleId" = a."id" ORDER BY x."position"${limit}`,
  );
const mentions = (fields, limit) =>
  object({
    edges: nested(
      list(
        `SELECT ${node(object(fields))} AS j FROM "Mention" m WHERE m."articleId" = a."id" ORDER BY m."position" LIMIT ${limit}`,
      ),
    ),
  });
/** A connection from a subquery of edges. */
const edges = (rows) => nested(object({ edges: nested(list(rows)) }));

const STATEMENTS = {
  newest: {
    field: 'articles',
    sql: `SELECT ${object({
      edges: nested(
        list(
          `SELECT ${node(
            object({
              title: 'a."title"',
              publishedAt: instant('a."publishedMs"'),
              author: AUTHOR,
              categories: nested(CATEGORIES),
              images: nested(images({ url: 'i."url"' }, ' LIMIT 3')),
            }),
          )} AS j FROM "Article" a ORDER BY a."sortMs" DESC, a."key" DESC LIMIT 20`,
        ),
      ),
    })} AS answer`,
  },
  province: {
    field: 'place',
    sql: `SELECT ${object({
      name: 'e."name"',
      articles: edges(
        `SELECT ${object({
          mentionCount: 'r."totalCount"',
          node: nested(
            object({
              title: 'a."title"',
              publishedAt: instant('a."publishedMs"'),
              mentions: nested(mentions({ surface: 'm."surface"', start: 'm."start"', end: 'm."end"' }, 3)),
            }),
          ),
        })} AS j FROM "ArticleEntity" r JOIN "Article" a ON a."id" = r."articleId" WHERE r."entityId" = e."id" ORDER BY r."sortMs" DESC, r."articleKey" DESC LIMIT 20`,
      ),
    })} AS answer FROM "Entity" e WHERE e."adcode" = $1`,
  },
  article: {
    field: 'article',
    sql: `SELECT ${object({
      title: 'a."title"',
      text: 'a."text"',
      html: 'a."html"',
      publishedAt: instant('a."publishedMs"'),
      author: AUTHOR,
      categories: nested(CATEGORIES),
      images: nested(images({ url: 'i."url"', alt: 'i."alt"' }, '')),
      mentions: nested(
        mentions({ surface: 'm."surface"', field: 'm."field"', start: 'm."start"', end: 'm."end"' }, 100),
      ),
      entities: edges(
        `SELECT ${object({
          mentionCount: 'r."totalCount"',
          node: nested(object({ key: 'e."key"', name: 'e."name"' })),
        })} AS j FROM "ArticleEntity" r JOIN "Entity" e ON e."id" = r."entityId" WHERE r."articleId" = a."id" ORDER BY r."position" LIMIT 20`,
      ),
    })} AS answer FROM "Article" a WHERE a."key" = $1`,
  },
  provinces: {
    field: 'provinces',
    sql: `SELECT ${list(
      `SELECT ${object({ name: 'e."name"', adcode: 'e."adcode"', articleCount: 'e."articleCount"' })} AS j FROM "Entity" e WHERE e."level" = 'PROVINCE' ORDER BY e."adcode"`,
    )} AS answer`,
  },
};

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const { name, values } = JSON.parse(body);
  const { field, sql } = STATEMENTS[name];
  const answer = `{"data":{"${field}":${await ask(sql, values)}}}`;
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) });
  response.end(answer);
});
server.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${server.address().port}/`));
process.on('SIGTERM', () => process.exit(0));

async function openSqlite(databaseUrl) {
  const { default: Database } = await import('libsql');
  const database = new Database(databaseUrl.replace(/^file:/, ''), { readonly: true });
  const prepared = new Map();
  return (statement, values) => {
    if (!prepared.has(statement)) prepared.set(statement, database.prepare(statement.replaceAll('$1', '?')));
    return prepared.get(statement).get(...values).answer;
  };
}

async function openPostgres(databaseUrl) {
  const { default: pg } = await import('pg');
  const address = new URL(databaseUrl);
  const schema = address.searchParams.get('schema') ?? 'public';
  address.search = '';
  const pool = new pg.Pool({ connectionString: address.href, max: 10, options: `-c search_path=${schema}` });
  return async (statement, values) => {
    const { rows } = await pool.query({ text: statement.replace('AS answer', '::text AS answer'), values });
    return rows[0].answer;
  };
}
