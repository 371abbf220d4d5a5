export const LATEST = /* GraphQL */ `
  query Latest($province: String!) {
    articles(first: 3, where: { mentions: { anyOf: [{ name: $province }] } }) {
      totalCount
      edges {
        node {
          id
          title
        }
      }
    }
  }
`;

export const FOLLOW = /* GraphQL */ `
  subscription Follow($after: String) {
    articleChanged(after: $after) {
      cursor
      kind
      article {
        id
        title
      }
    }
  }
`;

export interface Latest {
  readonly articles: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly id: string; readonly title: string } }[];
  };
}

export interface Followed {
  readonly articleChanged: {
    readonly cursor: string;
    readonly kind: string;
    readonly article: { title: string } | null;
  };
}

export const printLatest = ({ articles }: Latest): void => {
  console.log(`${articles.totalCount} articles speak of 青海:`);
  for (const { node } of articles.edges) console.log(`- ${node.title}`);
};

export const printChange = ({ articleChanged }: Followed): void =>
  console.log(`${articleChanged.kind}: ${articleChanged.article?.title ?? 'an article that is gone'}`);
