import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithExamples, runExampleTool } from '../support/examples.ts';
import { ROOT } from '../support/graph.ts';

const PAGE = `
import { graphql } from 'react-relay';

export const query = graphql\`
  query ProvinceQuery($adcode: String!) {
    place(by: { adcode: $adcode }) {
      name
      ...Province_articles
      ...Province_counts
    }
  }
\`;

export const articles = graphql\`
  fragment Province_articles on Place
  @refetchable(queryName: "ProvinceArticlesQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    articles(first: $count, after: $cursor) @connection(key: "Province_articles") {
      totalCount
      edges { node { ...Province_article } }
    }
  }
\`;

export const article = graphql\`
  fragment Province_article on Article {
    title
    publishedAt
    contributors { role author { name } }
  }
\`;

/** On the interface, and refetched through \`node\`. */
export const counts = graphql\`
  fragment Province_counts on Entity @refetchable(queryName: "ProvinceCountsQuery") {
    articleCount
    storyCount
  }
\`;
`;

describeWithExamples('The Relay compiler takes the schema', () => {
  let folder: string;
  const compile = async (page: string) => {
    await writeFile(join(folder, 'src/Province.ts'), page);
    return await runExampleTool('relay-compiler/cli.js', ['relay.json'], folder);
  };
  const artifact = (name: string) => readFile(join(folder, 'src/__generated__', `${name}.graphql.ts`), 'utf8');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-relay-'));
    await mkdir(join(folder, 'src'));
    await copyFile(join(ROOT, 'schema.graphql'), join(folder, 'schema.graphql'));
    const settings = { src: './src', schema: './schema.graphql', language: 'typescript', eagerEsModules: true };
    await writeFile(join(folder, 'relay.json'), JSON.stringify(settings));
  });
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('with fragments, a connection that goes on, and refetching through node', async () => {
    await compile(PAGE);
    const fragment = await artifact('Province_articles');
    expect(fragment).toContain('"connection": [');
    expect(fragment).toContain('"identifierField": "id"');
    expect(await artifact('ProvinceArticlesQuery')).toMatch(/node\(id: \$id\)/);
    expect(await artifact('ProvinceCountsQuery')).toMatch(/node\(id: \$id\)/);
  });

  it('and refuses what the schema does not have', async () => {
    await expect(compile(PAGE.replace('publishedAt', 'publishedOn'))).rejects.toThrow();
  });
});
