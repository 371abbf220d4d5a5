import { DatelineError } from '../errors.ts';
import { resolveEntityNames } from '../store/read/entity-lookup.ts';
import type { Query, Where } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { EntityConnection, pageArguments } from './connection.ts';
import { EntityOrderEnum, EntityTypeEnum, PlaceLevelEnum } from './enums.ts';
import { resolveEntities } from './filter.ts';
import { EntityByInput } from './filter-input.ts';
import { nodeQuery } from './node-query.ts';
import { ENTITY_ORDERS, type EntityOrderName } from './order.ts';
import { connectionOf, pageQuery, readPage } from './page.ts';
import { EntityRef, PlaceRef } from './refs.ts';

const PlaceBy = builder.inputType('PlaceBy', {
  description: 'One place, by exactly one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its global id.' }),
    adcode: t.string({ description: 'Its division code, e.g. `630000`.' }),
    isoCode: t.string({ description: 'Its ISO 3166 code, e.g. `CN-QH` or `JP`.' }),
    name: t.string({ description: 'Any of its names; the highest-level place of that name.' }),
  }),
});

const EntityFilter = builder.inputType('EntityFilter', {
  description: 'Conditions on entities; all must hold.',
  fields: (t) => ({
    types: t.field({ type: [EntityTypeEnum], description: 'Only these types.' }),
    levels: t.field({ type: [PlaceLevelEnum], description: 'Only places of these levels.' }),
    isMentioned: t.boolean({
      required: true,
      defaultValue: true,
      description: 'Only those that articles count for; false lists the whole gazetteer too.',
    }),
  }),
});

builder.queryFields((t) => ({
  entity: t.prismaField({
    type: EntityRef,
    nullable: true,
    description: 'One entity; null when there is none. An ambiguous name is an error that lists the candidates.',
    args: { by: t.arg({ type: EntityByInput, required: true, description: 'Which.' }) },
    resolve: async (query, _root, { by }, { reader }) => {
      try {
        const [found] = await resolveEntities([by], reader);
        return found ? await reader.unique('Entity', { id: found.id }, query as Query) : null;
      } catch (error) {
        return nullWhenNotFound(error);
      }
    },
  }),
  place: t.prismaField({
    type: PlaceRef,
    nullable: true,
    description: 'One place; null when there is none. An ambiguous name is an error that lists the candidates.',
    args: { by: t.arg({ type: PlaceBy, required: true, description: 'Which.' }) },
    resolve: async (query, _root, { by }, { reader }) => {
      if (by.adcode != null) return await reader.unique('Entity', { adcode: by.adcode }, query as Query);
      if (by.isoCode != null) return await placeByIsoCode(by.isoCode);
      try {
        const [found] = await resolveEntities([by.id == null ? { name: by.name as string } : { id: by.id }], reader, [
          'PLACE',
        ]);
        return found?.type === 'PLACE' ? await reader.unique('Entity', { id: found.id }, query as Query) : null;
      } catch (error) {
        return nullWhenNotFound(error);
      }
      async function placeByIsoCode(code: string) {
        const [resolution] = await resolveEntityNames(reader, [code], ['PLACE']);
        return resolution?.kind === 'FOUND'
          ? await reader.unique('Entity', { id: resolution.entity.id }, query as Query)
          : null;
      }
    },
  }),
  provinces: t.prismaField({
    type: [PlaceRef],
    description: 'The 34 province-level divisions, by division code.',
    resolve: (query, _root, _args, { reader }) =>
      reader.list<'Entity'>({
        root: { kind: 'rows', model: 'Entity', where: { level: 'PROVINCE' }, orderBy: { adcode: 'asc' } },
        query: query as Query,
      }),
  }),
  entities: t.field({
    type: EntityConnection,
    description: 'Entities under conditions.',
    args: {
      ...pageArguments(),
      where: t.arg({ type: EntityFilter, description: 'Conditions; all must hold.' }),
      orderBy: t.arg({
        type: EntityOrderEnum,
        required: true,
        defaultValue: 'ARTICLE_COUNT_DESC' as never,
        description: 'Order of the list.',
      }),
    },
    resolve: async (_root, args, context, info) => {
      const page = readPage(args, ENTITY_ORDERS[args.orderBy as EntityOrderName]);
      const where = entityWhere(args.where);
      const { take, ...root } = pageQuery(page, where);
      const rows = await context.reader.list<'Entity'>({
        root: { kind: 'rows', model: 'Entity', ...root },
        take,
        query: nodeQuery(context, info, page),
      });
      return connectionOf(rows, page, {
        reader: context.reader,
        root: { kind: 'rows', model: 'Entity', where },
        toEdge: (node, cursor) => ({ node, cursor }),
      });
    },
  }),
}));

function entityWhere(where: typeof EntityFilter.$inferInput | null | undefined): Where {
  return {
    ...(where?.types ? { type: { in: [...where.types] } } : {}),
    ...(where?.levels ? { level: { in: [...where.levels] } } : {}),
    ...((where?.isMentioned ?? true) ? { articleCount: { gt: 0 } } : {}),
  };
}

function nullWhenNotFound(error: unknown): null {
  if (error instanceof DatelineError && error.code === 'ENTITY_NOT_FOUND') return null;
  throw error;
}
