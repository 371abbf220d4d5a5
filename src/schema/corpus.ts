import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { EntityTypeEnum } from './enums.ts';
import { IngestRunRef } from './refs.ts';
import { resolveTimeline, TimelineRef, timelineArguments } from './timeline.ts';

const EntityCountRef = builder.objectRef<{ readonly type: string; readonly count: number }>('EntityCount').implement({
  description: 'How many entities of one type articles speak of.',
  fields: (t) => ({
    type: t.field({ type: EntityTypeEnum, description: 'The type.', resolve: (row) => row.type as never }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
});

const CorpusRef = builder.prismaObject('Corpus', {
  description: 'Everything there is, counted; and the revision that changes whenever any of it does.',
  select: { id: true },
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Grows with every change of the content.' }),
    articleCount: t.exposeInt('articleCount', { description: 'Articles.' }),
    storyCount: t.exposeInt('storyCount', { description: 'The same with near-copies counted once.' }),
    categoryCount: t.exposeInt('categoryCount', { description: 'Categories, containing ones included.' }),
    authorCount: t.exposeInt('authorCount', { description: 'Persons and organisations credited.' }),
    imageCount: t.exposeInt('imageCount', { description: 'Different pictures.' }),
    mentionCount: t.exposeInt('mentionCount', { description: 'Mentions.' }),
    entityCounts: t.field({
      type: [EntityCountRef],
      description: 'Entities that articles speak of, by type.',
      select: { entityCounts: true },
      resolve: (corpus) =>
        Object.entries(JSON.parse(corpus.entityCounts) as Record<string, number>).map(([type, count]) => ({
          type,
          count,
        })),
    }),
    timeline: t.field({
      type: TimelineRef,
      description: 'All articles by when they were published.',
      args: timelineArguments(),
      resolve: (_corpus, args, context) => resolveTimeline({}, args, context),
    }),
    gazetteerVersion: t.exposeString('gazetteerVersion', {
      description: 'Which gazetteer the places and listed organisations come from.',
    }),
    lastIngestRun: t.prismaField({
      type: IngestRunRef,
      nullable: true,
      description: 'The latest run over an archive.',
      resolve: async (query, _corpus, _args, { reader }) =>
        (
          await reader.list<'IngestRun'>({
            root: { kind: 'rows', model: 'IngestRun', orderBy: [{ startedMs: 'desc' }, { key: 'desc' }] },
            take: 1,
            query: query as Query,
          })
        )[0] ?? null,
    }),
  }),
});

builder.queryField('corpus', (t) =>
  t.prismaField({
    type: CorpusRef,
    description: 'Everything there is, counted.',
    resolve: async (query, _root, _args, { reader }) => {
      const corpus = await reader.unique('Corpus', { id: 1 }, query as Query);
      if (!corpus) throw new Error('The database has no corpus row');
      return corpus;
    },
  }),
);
