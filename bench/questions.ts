/** One question as our graph takes it, and as the floor does. */
export interface Question {
  readonly name: string;
  readonly graph: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> };
  readonly floor: { readonly name: string; readonly values: readonly string[] };
}

/** What is asked; the article is the first that speaks of the province. */
export async function questions(graphUrl: string): Promise<readonly Question[]> {
  const key = await findArticle(graphUrl);
  return [
    {
      name: 'newest 20',
      graph: {
        query:
          '{ articles(first: 20) { edges { node { title publishedAt author { name } categories { name } images(first: 3) { url } } } } }',
      },
      floor: { name: 'newest', values: [] },
    },
    {
      name: 'province',
      graph: {
        query:
          'query ($adcode: String!) { place(by: { adcode: $adcode }) { name articles(first: 20) { edges { mentionCount node { title publishedAt mentions(first: 3) { edges { node { surface start end } } } } } } } }',
        variables: { adcode: ADCODE },
      },
      floor: { name: 'province', values: [ADCODE] },
    },
    {
      name: 'one article',
      graph: {
        query:
          'query ($key: String!) { article(by: { key: $key }) { title text html publishedAt author { name } categories { name } images { url alt } mentions(first: 100) { edges { node { surface field start end } } } entities(first: 20) { edges { mentionCount: count node { key name } } } } }',
        variables: { key },
      },
      floor: { name: 'article', values: [key] },
    },
    {
      name: 'provinces',
      graph: { query: '{ provinces { name adcode articleCount } }' },
      floor: { name: 'provinces', values: [] },
    },
  ];
}

const ADCODE = '630000';

async function findArticle(url: string): Promise<string> {
  const query = `{ place(by: { adcode: "${ADCODE}" }) { articles(first: 1) { edges { node { key } } } } }`;
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as {
    data: { place: { articles: { edges: { node: { key: string } }[] } } };
  };
  const key = data.place.articles.edges[0]?.node.key;
  if (key === undefined) throw new Error('No article speaks of the province');
  return key;
}
