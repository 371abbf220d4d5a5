import type { ArticleFilter } from '../store/read/article-root.ts';
import type { Counts } from '../store/read/facets.ts';
import type { Reader } from '../store/read/reader.ts';
import { builder } from './builder.ts';

/** The articles that a connection lists, whatever page of them: what is counted of it is counted of these. */
export interface ArticleSet {
  readonly reader: Reader;
  /** What the list is of: an entity's articles, a category's; nothing for all. */
  readonly of: ArticleFilter;
  /** What the caller asked for besides; a facet may leave out its own part of it. */
  readonly where: ArticleFilter;
}

export const filterOf = ({ of, where }: ArticleSet): ArticleFilter => ({ ...of, ...where });

/** How many articles something has. Every bucket of a facet or a timeline has these two numbers. */
export const ArticleCountsRef = builder.interfaceRef<Counts>('ArticleCounts').implement({
  description: 'How many articles there are of something.',
  fields: (t) => ({
    articleCount: t.exposeInt('articleCount', { description: 'Articles.' }),
    storyCount: t.exposeInt('storyCount', { description: 'The same with near-copies counted once: see `Story`.' }),
  }),
});

export const CountsRef = builder.objectRef<Counts>('Counts').implement({
  description: 'A number of articles.',
  interfaces: [ArticleCountsRef],
});
