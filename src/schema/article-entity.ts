import { defineConnection } from './connection.ts';
import { ViaEnum } from './enums.ts';
import type { Edge } from './page.ts';
import { EntityRef } from './refs.ts';
import { viaOf } from './roll-up.ts';

interface ArticleEntityEdge extends Edge<object> {
  readonly row: {
    readonly totalCount: number;
    readonly titleCount: number;
    readonly salience: number;
    readonly via: number;
  };
}

/** Entities of an article, with how much it speaks of each. */
export const ArticleEntityConnection = defineConnection<object, ArticleEntityEdge>(
  'ArticleEntity',
  EntityRef as never,
  {
    items: 'entities of an article',
    edgeFields: (t) => ({
      count: t.int({
        description: 'Mentions of the entity and of what rolls up into it.',
        resolve: ({ row }) => row.totalCount,
      }),
      titleCount: t.int({ description: 'Those of them in the title.', resolve: ({ row }) => row.titleCount }),
      salience: t.float({
        description: '0 to 1: how much the article is about the entity.',
        resolve: ({ row }) => row.salience,
      }),
      via: t.field({
        type: [ViaEnum],
        description: 'How the article comes to count for the entity.',
        resolve: ({ row }) => viaOf(row.via),
      }),
    }),
  },
);
