import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { AuthorKindEnum, ContributorRoleEnum } from './enums.ts';
import {
  type ArticleListArgs,
  articleListArguments,
  type JoinedRow,
  joinedConnection,
  joinedPage,
  toArticleEdge,
} from './joined-articles.ts';
import { AuthorRef, ContributorRef } from './refs.ts';
import { selectedRows } from './selected.ts';

builder.prismaObjectFields(AuthorRef, (t) => ({
  key: t.exposeString('key', { description: 'Kind and folded name.' }),
  name: t.exposeString('name', { description: 'Name as credited.' }),
  kind: t.field({
    type: AuthorKindEnum,
    description: 'Person or organisation.',
    select: { kind: true },
    resolve: (row) => row.kind as never,
  }),
  entity: t.relation('entity', {
    nullable: true,
    description: 'The Person or Organization it is, when that is known.',
  }),
  articleCount: t.exposeInt('articleCount', { description: 'Articles that credit it in any role.' }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles that credit it.',
    args: { ...articleListArguments(), role: t.arg({ type: ContributorRoleEnum, description: 'Only in this role.' }) },
    select: (args, _context, nested) => ({
      articleCount: true,
      contributions: joinedPage(args as never, nested(true, ['edges', 'node']), inRole(args)),
    }),
    resolve: (author, args, { reader }) =>
      joinedConnection(selectedRows<JoinedRow>(author, 'contributions'), args as unknown as ArticleListArgs, {
        reader,
        root: { kind: 'rows', model: 'Contribution', where: { authorId: author.id, ...inRole(args) } },
        toEdge: toArticleEdge,
        total: args.role ? undefined : author.articleCount,
        articles: { of: { authorIds: [author.id], ...(args.role ? { role: args.role } : {}) }, where: {} },
      }),
  }),
}));

builder.prismaObjectFields(ContributorRef, (t) => ({
  role: t.field({
    type: ContributorRoleEnum,
    description: 'What they did.',
    select: { role: true },
    resolve: (row) => row.role as never,
  }),
  author: t.relation('author', { description: 'Who.' }),
  affiliation: t.exposeString('affiliation', {
    nullable: true,
    description: 'The organisation that the credit names with them.',
  }),
}));

/** Without a role an author who did two things for an article is listed once. */
const inRole = ({ role }: { readonly role?: unknown }) => (role ? { role } : { isFirst: true });
