import { builder } from './builder.ts';
import type { PageInfo } from './page.ts';

/** Shareable, as every Relay subgraph has it. Our own, since the relay plugin's fields cannot be described. */
export const PageInfoRef = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  shareable: true,
  fields: (t) => ({
    hasNextPage: t.boolean({ description: 'Whether items follow this page.', resolve: (page) => page.hasNextPage() }),
    hasPreviousPage: t.boolean({
      description: 'Whether items come before this page.',
      resolve: (page) => page.hasPreviousPage(),
    }),
    startCursor: t.exposeString('startCursor', {
      nullable: true,
      description: 'Cursor of its first item; null for an empty page.',
    }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Cursor of its last item; null for an empty page, but of `changes`, where it says where to go on.',
    }),
  }),
});
