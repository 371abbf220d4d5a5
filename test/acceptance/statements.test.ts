import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph, type TestGraph } from '../support/graph.ts';

const PAGE_BUDGET = 5;
const PROVINCES = ['青海省', '云南省', '四川省', '贵州省', '江苏省', '广东省'];

const LIST = /* GraphQL */ `
  query List($first: Int!) {
    articles(first: $first) {
      edges {
        node {
          title
          publishedAt
          author { name kind }
          categories { path }
          images { url width height }
          mentions(first: 3) { edges { node { surface start end entity { id name } } } }
        }
      }
    }
  }
`;

/** Everything that could cost a statement: totals, roll-ups, two selections of one relation, contexts, pages within pages. */
const RICH_LIST = /* GraphQL */ `
  query RichList($first: Int!) {
    articles(first: $first) {
      totalCount
      edges {
        node {
          title
          source { name }
          provinces { name ancestors { name } }
          entities(first: 5) { totalCount edges { salience node { name articles(first: 2) { totalCount edges { mentionCount node { title } } } } } }
          few: mentions(first: 2) { totalCount edges { node { surface context { before after } } } }
          organizations: mentions(first: 2, types: [ORGANIZATION]) { edges { node { surface } } }
        }
      }
    }
  }
`;

interface List {
  readonly articles: {
    readonly edges: readonly {
      readonly node: {
        readonly images: object[];
        readonly categories: object[];
        readonly mentions: { edges: object[] };
      };
    }[];
  };
}

describeOnEveryDatabase('SQL statements of a list', (getDatabase) => {
  let graph: TestGraph;
  let folder: Awaited<ReturnType<typeof makeFolder>>;

  beforeAll(async () => {
    folder = await makeFolder();
    await mkdir(join(folder.path, 'budget'));
    for (let i = 0; i < 110; i++) await writeFile(join(folder.path, 'budget', `${i}.md`), articleOf(i));
    graph = await openGraph(getDatabase().url);
    const report = await graph.ingest([join(folder.path, 'budget')]);
    expect(report.taken).toBe(110);
  });
  afterAll(async () => {
    await graph?.close();
    await folder?.remove();
  });

  it('are as many for 1 article as for 20 and for 100, and at most five', async () => {
    const counts: number[] = [];
    for (const first of [1, 20, 100]) {
      const { data, errors, statements } = await graph.execute(LIST, { first });
      expect(errors).toBeUndefined();
      const { edges } = (data as unknown as List).articles;
      expect(edges).toHaveLength(first);
      // The list is worth counting: every article has what is asked of it.
      expect(
        edges.every(
          ({ node }) => node.images.length === 2 && node.categories.length > 0 && node.mentions.edges.length === 3,
        ),
      ).toBe(true);
      counts.push(statements);
    }
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(PAGE_BUDGET);
  });

  it('do not grow with the page where one statement cannot hold everything', async () => {
    const counts: number[] = [];
    for (const first of [1, 20, 100]) {
      const { errors, statements } = await graph.execute(RICH_LIST, { first });
      expect(errors).toBeUndefined();
      counts.push(statements);
    }
    expect(new Set(counts).size).toBe(1);
  });

  it('are at most two for a hundred articles by id, in any order and with repeats', async () => {
    const list = await graph.query<{ articles: { edges: { node: { id: string } }[] } }>(
      '{ articles(first: 100) { edges { node { id } } } }',
    );
    const ids = list.articles.edges.map(({ node }) => node.id).reverse();
    const asked = [...ids, ids[0] as string];
    const { data, errors, statements } = await graph.execute(
      'query ($ids: [ID!]!) { articlesByIds(ids: $ids) { id title } }',
      { ids: asked },
    );
    expect(errors).toBeUndefined();
    expect((data as unknown as { articlesByIds: { id: string }[] }).articlesByIds.map((article) => article.id)).toEqual(
      asked,
    );
    expect(statements).toBeLessThanOrEqual(2);
  });
});

function articleOf(index: number): string {
  const province = PROVINCES[index % PROVINCES.length] as string;
  const other = PROVINCES[(index * 5 + 1) % PROVINCES.length] as string;
  const day = String((index % 28) + 1).padStart(2, '0');
  return `---
title: 第${index}号测试文章
date: 2023-${String((index % 12) + 1).padStart(2, '0')}-${day} 08:00:00
author: 测试网
categories: [测试, 第${index % 4}组]
---

${province}发展和改革委员会发布通知，${other}人民政府随后跟进。${province}与${other}将共建项目。

![图一](https://images.example/${index}-1.jpg) ![图二](https://images.example/${index}-2.jpg)
`;
}
