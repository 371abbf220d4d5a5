import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, makeFolder, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly item: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Every connection: the field with `ARGS` for its page, the path to it, and a field that tells its items apart. */
const CONNECTIONS = [
  { name: 'articles', field: 'articles(ARGS) { PAGE }', path: ['articles'], item: 'id' },
  {
    name: 'articles, oldest first',
    field: 'articles(ARGS, orderBy: PUBLISHED_ASC) { PAGE }',
    path: ['articles'],
    item: 'id',
  },
  {
    name: 'articles that mention a province',
    field: 'articles(ARGS, where: { mentions: { allOf: [{ name: "青海" }] } }) { PAGE }',
    path: ['articles'],
    item: 'id',
  },
  {
    name: 'articles that mention one of two',
    field: 'articles(ARGS, where: { mentions: { anyOf: [{ name: "青海" }, { name: "云南" }] } }) { PAGE }',
    path: ['articles'],
    item: 'id',
  },
  {
    name: 'articles of a place',
    field: 'place(by: { name: "四川" }) { articles(ARGS) { PAGE } }',
    path: ['place', 'articles'],
    item: 'id',
  },
  {
    name: 'articles that mention the place itself',
    field: 'place(by: { name: "四川" }) { articles(ARGS, includeDescendants: false) { PAGE } }',
    path: ['place', 'articles'],
    item: 'id',
  },
  {
    name: 'mentions of a place',
    field: 'place(by: { name: "新疆" }) { mentions(ARGS) { PAGE } }',
    path: ['place', 'mentions'],
    item: 'id',
  },
  {
    name: 'articles of a source',
    field: 'sources { key articles(ARGS) { PAGE } }',
    path: ['sources', '1', 'articles'],
    item: 'id',
  },
  {
    name: 'mentions of an article',
    field: 'articles(first: 1) { edges { node { mentions(ARGS) { PAGE } } } }',
    path: ['articles', 'edges', '0', 'node', 'mentions'],
    item: 'id',
  },
  {
    name: 'entities of an article',
    field: 'articles(first: 1) { edges { node { entities(ARGS) { PAGE } } } }',
    path: ['articles', 'edges', '0', 'node', 'entities'],
    item: 'id',
  },
  { name: 'entities', field: 'entities(ARGS) { PAGE }', path: ['entities'], item: 'id' },
  {
    name: 'entities by key',
    field: 'entities(ARGS, orderBy: KEY_ASC, where: { types: [PLACE] }) { PAGE }',
    path: ['entities'],
    item: 'id',
  },
  { name: 'authors', field: 'authors(ARGS) { PAGE }', path: ['authors'], item: 'id' },
  {
    name: 'articles of an author',
    field: 'authors(first: 1) { edges { node { articles(ARGS) { PAGE } } } }',
    path: ['authors', 'edges', '0', 'node', 'articles'],
    item: 'id',
  },
  { name: 'categories', field: 'categories(ARGS) { PAGE }', path: ['categories'], item: 'id' },
  {
    name: 'articles of a category',
    field: 'categories(first: 1) { edges { node { articles(ARGS) { PAGE } } } }',
    path: ['categories', 'edges', '0', 'node', 'articles'],
    item: 'id',
  },
  { name: 'ingest runs', field: 'ingestRuns(ARGS) { PAGE }', path: ['ingestRuns'], item: 'id' },
  {
    name: 'problems of a run',
    field: 'ingestRuns(first: 1) { edges { node { problems(ARGS) { PAGE } } } }',
    path: ['ingestRuns', 'edges', '0', 'node', 'problems'],
    item: 'path',
  },
] as const;

type ConnectionCase = (typeof CONNECTIONS)[number];

const quoted = (value: string | number) => (typeof value === 'number' ? String(value) : JSON.stringify(value));

async function readPage(
  graph: TestGraph,
  connection: ConnectionCase,
  args: Readonly<Record<string, string | number>>,
): Promise<Page> {
  const written = Object.entries(args)
    .map(([name, value]) => `${name}: ${quoted(value)}`)
    .join(', ');
  const page = `totalCount edges { cursor node { item: ${connection.item} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  return readPart(graph, connection, written, page);
}

async function readPart(graph: TestGraph, connection: ConnectionCase, args: string, part: string): Promise<Page> {
  const data = await graph.query(`{ ${connection.field.replace('ARGS', args).replace('PAGE', part)} }`);
  return connection.path.reduce((value: unknown, key) => (value as Record<string, unknown>)[key], data) as Page;
}

async function walk(
  graph: TestGraph,
  connection: ConnectionCase,
  size: number,
  way: 'forward' | 'backward',
): Promise<Page[]> {
  const [count, from] = way === 'forward' ? (['first', 'after'] as const) : (['last', 'before'] as const);
  const pages: Page[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < 300; turn++) {
    const page: Page = await readPage(graph, connection, {
      [count]: size,
      ...(cursor === null ? {} : { [from]: cursor }),
    });
    pages.push(page);
    cursor = way === 'forward' ? page.pageInfo.endCursor : page.pageInfo.startCursor;
    if (!(way === 'forward' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage)) return pages;
  }
  throw new Error(`${connection.name} goes on for ever`);
}

const itemsOf = (page: Page) => page.edges.map((edge) => edge.node.item);

describeOnEveryDatabase('Connections', (getDatabase) => {
  let graph: TestGraph;

  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
    const folder = await makeFolder();
    for (let i = 0; i < 5; i++) await writeFile(join(folder.path, `${i}.md`), '---\ntitle: [broken\n---\n');
    await graph.ingest([folder.path]);
    await folder.remove();
  });
  afterAll(() => graph?.close());

  describe.each(CONNECTIONS)('$name', (connection) => {
    it('walks the whole list once, forward and backward, with truthful page info', async () => {
      const whole = await readPage(graph, connection, { first: 100 });
      expect(whole.edges.length).toBeGreaterThan(1);
      const all = (await walk(graph, connection, 100, 'forward')).flatMap(itemsOf);
      expect(all).toHaveLength(whole.totalCount);
      expect(new Set(all).size).toBe(all.length);
      const size = Math.max(1, Math.ceil(all.length / 4));
      const forward = await walk(graph, connection, size, 'forward');
      expect(forward.flatMap(itemsOf)).toEqual(all);
      const backward = await walk(graph, connection, size, 'backward');
      expect([...backward].reverse().flatMap(itemsOf)).toEqual(all);
      for (const pages of [forward, [...backward].reverse()]) {
        expect(pages.map((page) => page.pageInfo.hasPreviousPage)).toEqual(pages.map((_, index) => index > 0));
        expect(pages.map((page) => page.pageInfo.hasNextPage)).toEqual(
          pages.map((_, index) => index < pages.length - 1),
        );
      }
      expect(new Set(forward.map((page) => page.totalCount)).size).toBe(1);
    });

    it('answers for each of its parts alone', async () => {
      const whole = await readPage(graph, connection, { first: 1 });
      for (const part of ['totalCount', 'pageInfo { hasNextPage hasPreviousPage }', 'edges { cursor }', '__typename']) {
        const page = await readPart(graph, connection, 'first: 1', part);
        expect(page).toMatchObject(part === 'totalCount' ? { totalCount: whole.totalCount } : {});
      }
    });

    it('an empty page says so', async () => {
      const page = await readPage(graph, connection, { first: 0 });
      expect(page.edges).toEqual([]);
      expect(page.pageInfo).toMatchObject({
        startCursor: null,
        endCursor: null,
        hasNextPage: true,
        hasPreviousPage: false,
      });
    });
  });

  it.each([
    ['articles(first: 101) { totalCount }', 'BAD_PAGE'],
    ['articles(first: -1) { totalCount }', 'BAD_PAGE'],
    ['articles(first: 1, last: 1) { totalCount }', 'BAD_PAGE'],
    ['articles(last: 1, after: "x") { totalCount }', 'BAD_PAGE'],
    ['articles(first: 1, after: "nonsense") { totalCount }', 'BAD_CURSOR'],
    ['articles(first: 1, after: "") { totalCount }', 'BAD_CURSOR'],
    ['entities(first: 1, after: "WzEsImFydGljbGVzLlBVQkxJU0hFRF9ERVNDIiwxLCJ4Il0") { totalCount }', 'BAD_CURSOR'],
    ['articles(where: { mentions: { anyOf: [{ name: "青诲" }] } }) { totalCount }', 'ENTITY_NOT_FOUND'],
    ['articles(where: { mentions: { anyOf: [{ key: "cn:999999" }] } }) { totalCount }', 'ENTITY_NOT_FOUND'],
    ['articles(where: { mentions: { anyOf: [{ id: "%%%" }] } }) { totalCount }', 'BAD_ID'],
    ['articles(where: { mentions: { anyOf: [{ name: "鼓楼区" }] } }) { totalCount }', 'ENTITY_AMBIGUOUS'],
    ['articles(where: { category: { path: ["没有这个"] } }) { totalCount }', 'CATEGORY_NOT_FOUND'],
    ['articles(where: { category: { } }) { totalCount }', 'BAD_ARGUMENT'],
    ['articles(where: { author: { name: "查无此人" } }) { totalCount }', 'AUTHOR_NOT_FOUND'],
    ['articles(where: { source: "nowhere" }) { totalCount }', 'SOURCE_NOT_FOUND'],
    ['node(id: "%%%") { id }', 'BAD_ID'],
    ['category(by: { id: "UGxhY2U6Y246NjMwMDAw" }) { id }', 'BAD_ID'],
  ])('%s is refused as %s', async (field, code) => {
    const { errors } = await graph.execute(`{ ${field} }`);
    expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual([code]);
  });

  it.each([
    ['articles', 'articles.PUBLISHED_DESC', ['abc', 'k']],
    ['articles', 'articles.PUBLISHED_DESC', [1.5, 'k']],
    ['articles', 'articles.PUBLISHED_DESC', [1e300, 'k']],
    ['articles', 'articles.PUBLISHED_DESC', [1, 2]],
    ['articles', 'articles.PUBLISHED_DESC', [1]],
    ['articles', 'articles.PUBLISHED_DESC', [null, 'k']],
    ['entities', 'entities.count', [3e9, 'k']],
    ['categories', 'count', ['1', 'k']],
  ])('a forged cursor of %s, %s %j, is refused', async (field, order, values) => {
    const cursor = Buffer.from(JSON.stringify([1, order, ...values])).toString('base64url');
    const { errors } = await graph.execute(`{ ${field}(first: 1, after: "${cursor}") { totalCount } }`);
    expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['BAD_CURSOR']);
  });

  it.each([
    ['mentions: { allOf: $many }', 21],
    ['mentions: { anyOf: $many }', 101],
    ['mentions: { noneOf: $many }', 101],
  ])('a filter by %s with %i items is refused', async (filter, count) => {
    const many = Array.from({ length: count }, () => ({ key: 'cn:630000' }));
    const { errors } = await graph.execute(
      `query ($many: [EntityBy!]!) { articles(where: { ${filter} }) { totalCount } }`,
      { many },
    );
    expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['BAD_ARGUMENT']);
  });

  it('the same entity or tag several times is one condition', async () => {
    const count = async (where: string) =>
      (await graph.query<{ articles: { totalCount: number } }>(`{ articles(where: ${where}) { totalCount } }`)).articles
        .totalCount;
    const once = await count('{ mentions: { allOf: [{ name: "青海" }, { name: "四川" }, { name: "中国" }] } }');
    expect(once).toBeGreaterThan(0);
    const twenty = Array.from({ length: 18 }, () => '{ key: "cn:630000" }').join(', ');
    expect(await count(`{ mentions: { allOf: [${twenty}, { name: "四川" }, { name: "中国" }] } }`)).toBe(once);
    expect(await count('{ tags: ["示例", "示例"] }')).toBe(await count('{ tags: ["示例"] }'));
    expect(await count('{ tags: ["示例"] }')).toBeGreaterThan(0);
    expect(await count('{ tags: ["示例", "没有人用过"] }')).toBe(0);
  });

  it('a language is found however it is written, and nonsense is refused', async () => {
    const count = async (language: string) =>
      (
        await graph.query<{ articles: { totalCount: number } }>(
          `{ articles(where: { language: "${language}" }) { totalCount } }`,
        )
      ).articles.totalCount;
    expect(await count('ZH-hans')).toBe(await count('zh-Hans'));
    expect(await count('zh')).toBeGreaterThan(await count('zh-Hans'));
    for (const language of ['', 'not a tag']) {
      const { errors } = await graph.execute(`{ articles(where: { language: "${language}" }) { totalCount } }`);
      expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['BAD_ARGUMENT']);
    }
  });

  it('as many unknown names as a filter holds cost one statement more than one', async () => {
    const costs: number[] = [];
    for (const count of [1, 100]) {
      const many = Array.from({ length: count }, (_, i) => ({ name: `查无此地${i}` }));
      const { errors, statements } = await graph.execute(
        'query ($many: [EntityBy!]!) { articles(where: { mentions: { anyOf: $many } }) { totalCount } }',
        { many },
      );
      expect(failuresOf({ errors }).map((failure) => failure.code)).toEqual(['ENTITY_NOT_FOUND']);
      costs.push(statements);
    }
    expect(costs[1]).toBe(costs[0]);
  });

  it('an unknown name comes with suggestions, an ambiguous one with its candidates', async () => {
    const unknown = await graph.execute(
      '{ articles(where: { mentions: { anyOf: [{ name: "青诲" }] } }) { totalCount } }',
    );
    expect(failuresOf(unknown)[0]?.details.suggestions).toContain('青海');
    const ambiguous = await graph.execute('{ place(by: { name: "鼓楼区" }) { name } }');
    const candidates = failuresOf(ambiguous)[0]?.details.candidates as { key: string }[];
    expect(candidates.length).toBeGreaterThan(1);
    for (const { key } of candidates) expect(key).toMatch(/^cn:\d{6}$/);
  });
});

describeOnEveryDatabase('A cursor', (getDatabase) => {
  it('survives articles coming and going between two pages', async () => {
    const graph = await openGraph(getDatabase().url);
    const folder = await makeFolder();
    const write = (day: number) =>
      writeFile(
        join(folder.path, `${day}.md`),
        `---\ntitle: 第${day}天\ndate: 2023-05-${String(day).padStart(2, '0')} 10:00:00\n---\n青海\n`,
      );
    try {
      for (const day of [2, 4, 6, 8, 10, 12]) await write(day);
      await graph.ingest([folder.path]);
      const titles = async (after?: string) => {
        const { articles } = await graph.query<{ articles: { edges: { cursor: string; node: { title: string } }[] } }>(
          'query ($after: String) { articles(first: 3, after: $after) { edges { cursor node { title } } } }',
          { after },
        );
        return { titles: articles.edges.map(({ node }) => node.title), end: articles.edges.at(-1)?.cursor as string };
      };
      const first = await titles();
      expect(first.titles).toEqual(['第12天', '第10天', '第8天']);
      // The very article the cursor points at goes, one comes before it and one behind it.
      await rm(join(folder.path, '8.md'));
      for (const day of [11, 5]) await write(day);
      await graph.ingest([folder.path]);
      expect((await titles(first.end)).titles).toEqual(['第6天', '第5天', '第4天']);
    } finally {
      await graph.close();
      await folder.remove();
    }
  });
});
