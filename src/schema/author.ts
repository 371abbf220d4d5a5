import { builder } from './builder.ts';
import { ArticleConnection } from './connection.ts';
import { AuthorKindEnum, ContributorRoleEnum } from './enums.ts';
import { type ArticleListArgs, articleListArguments, joinedConnection, joinedPage } from './joined-articles.ts';
import { AuthorRef, ContributorRef } from './refs.ts';

builder.prismaObjectFields(AuthorRef, (t) => ({
  key: t.exposeString('key', { description: 'Kind and folded name.' }),
  name: t.exposeString('name', { description: 'Name as credited.' }),
  kind: t.expose('kind', { type: AuthorKindEnum, description: 'Person or organisation.' } as never),
  entity: t.relation('entity', { nullable: true, description: 'The Person or Organization it is, when that is known.' }),
  articleCount: t.exposeInt('articleCount', { description: 'Articles that credit it in any role.' }),
  articles: t.field({
    type: ArticleConnection,
    description: 'Articles that credit it.',
    args: { ...articleListArguments(), role: t.arg({ type: ContributorRoleEnum, description: 'Only in this role.' }) },
    select: (args, _context, nested) => ({ articleCount: true, contributions: joinedPage(args as never, nested(true, ['edges', 'node']), inRole(args)) }),
    resolve: (author, args, { reader }) =>
      joinedConnection((author as unknown as { contributions: unknown }).contributions, args as unknown as ArticleListArgs, {
        totalCount: () => (args.role ? reader.count({ root: { kind: 'rows', model: 'Contribution', where: { authorId: author.id, ...inRole(args) } } }) : author.articleCount),
      }),
  }),
}));

builder.prismaObjectFields(ContributorRef, (t) => ({
  role: t.expose('role', { type: ContributorRoleEnum, description: 'What they did.' } as never),
  author: t.relation('author', { description: 'Who.' }),
  affiliation: t.exposeString('affiliation', { nullable: true, description: 'The organisation that the credit names with them.' }),
}));

/** Without a role an author who did two things for an article is listed once. */
const inRole = ({ role }: { readonly role?: unknown }) => (role ? { role } : { isFirst: true });
