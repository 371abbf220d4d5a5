import { DatelineError } from '../errors.ts';
import type { TextAnalysis } from '../model/analysis.ts';
import type { EntityRecord, EntityType } from '../model/entity.ts';
import type { Mention } from '../model/mention.ts';
import type { EntityRollUp } from '../model/roll-up.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { EntityTypeEnum, MentionFieldEnum, MentionMethodEnum, MentionTypeEnum, ViaEnum } from './enums.ts';
import { EntityRef, PlaceRef } from './refs.ts';

/** In UTF-16 units. */
const MAX_TEXT_LENGTH = 50_000;
const MAX_TITLE_LENGTH = 1000;

/** An entity by its key, and what the text itself tells of it when the gazetteer does not have it. */
interface Named {
  readonly key: string;
  readonly record: EntityRecord | undefined;
}

const NamedRef = builder.interfaceRef<Named>('AnalyzedReference').implement({
  description: 'An entity that an analysed text speaks of, whether or not articles do.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Canonical key: what an article that says the same would be linked to.',
    }),
    name: t.string({
      description: 'Its name.',
      resolve: async ({ key, record }, _args, { reader }) => record?.name ?? (await listed(reader, key)).name,
    }),
    type: t.field({
      type: EntityTypeEnum,
      description: 'What kind of entity it is.',
      resolve: async ({ key, record }, _args, { reader }) =>
        record?.type ?? ((await listed(reader, key)).type as EntityType),
    }),
    entity: t.prismaField({
      type: EntityRef,
      nullable: true,
      description: 'The entity, with its articles; null when neither the gazetteer nor an article knows it.',
      resolve: (query, { key }, _args, { reader }) => reader.unique('Entity', { key }, query as Query),
    }),
  }),
});

/** Of the gazetteer, which the database holds whole. */
async function listed(reader: Reader, key: string): Promise<{ readonly name: string; readonly type: string }> {
  const row = await reader.unique('Entity', { key }, { select: { key: true, name: true, type: true } });
  if (!row) throw new Error(`The gazetteer in the database has no ${key}`);
  return row;
}

const AnalyzedLinkRef = builder.objectRef<Named>('AnalyzedLink').implement({
  description: 'What a mention in an analysed text refers to.',
  interfaces: [NamedRef],
});

const AnalyzedCandidateRef = builder.objectRef<Named & { readonly score: number }>('AnalyzedCandidate').implement({
  description: 'What an ambiguous mention in an analysed text may refer to.',
  interfaces: [NamedRef],
  fields: (t) => ({ score: t.exposeFloat('score', { description: '0 to 1.' }) }),
});

interface AnalyzedMention {
  readonly mention: Mention;
  readonly naming: (key: string) => Named;
}

const AnalyzedMentionRef = builder.objectRef<AnalyzedMention>('AnalyzedMention').implement({
  description: 'Where exactly an analysed text speaks of something, and how that was found.',
  fields: (t) => ({
    field: t.field({
      type: MentionFieldEnum,
      description: 'The title or the text.',
      resolve: ({ mention }) => mention.field,
    }),
    start: t.int({ description: 'Offset of its first UTF-16 unit.', resolve: ({ mention }) => mention.start }),
    end: t.int({ description: 'Offset just behind its last UTF-16 unit.', resolve: ({ mention }) => mention.end }),
    surface: t.string({ description: 'The words themselves.', resolve: ({ mention }) => mention.surface }),
    type: t.field({
      type: MentionTypeEnum,
      description: 'What kind of thing is mentioned.',
      resolve: ({ mention }) => mention.type,
    }),
    value: t.string({
      nullable: true,
      description: 'Normalised date or amount.',
      resolve: ({ mention }) => mention.value,
    }),
    method: t.field({
      type: MentionMethodEnum,
      description: 'How it was found.',
      resolve: ({ mention }) => mention.method,
    }),
    rule: t.string({ description: 'Name of the rule that found it.', resolve: ({ mention }) => mention.rule }),
    confidence: t.float({
      description: '0 to 1: the share of such mentions expected to be right.',
      resolve: ({ mention }) => mention.confidence,
    }),
    nested: t.boolean({
      description: 'True when it lies inside a longer mention.',
      resolve: ({ mention }) => mention.nested,
    }),
    link: t.field({
      type: AnalyzedLinkRef,
      nullable: true,
      description: 'What it refers to; null when that is open, or for dates and amounts.',
      resolve: ({ mention: { target }, naming }) => (target.kind === 'LINKED' ? naming(target.key) : null),
    }),
    entity: t.prismaField({
      type: EntityRef,
      nullable: true,
      description: 'The entity it refers to, when the gazetteer or an article knows it; `link` names any.',
      resolve: (query, { mention: { target } }, _args, { reader }) =>
        target.kind === 'LINKED' ? reader.unique('Entity', { key: target.key }, query as Query) : null,
    }),
    candidates: t.field({
      type: [AnalyzedCandidateRef],
      description: 'What it may refer to, likeliest first, when that is open.',
      resolve: ({ mention: { target }, naming }) =>
        target.kind === 'AMBIGUOUS' ? target.candidates.map(({ key, score }) => ({ ...naming(key), score })) : [],
    }),
  }),
});

const AnalyzedEntityRef = builder.objectRef<Named & { readonly rollUp: EntityRollUp }>('AnalyzedEntity').implement({
  description: 'An entity that an analysed text counts for, containing places included, with how much.',
  interfaces: [NamedRef],
  fields: (t) => ({
    count: t.int({
      description: 'Mentions of it and of what rolls up into it.',
      resolve: ({ rollUp }) => rollUp.totalCount,
    }),
    titleCount: t.int({ description: 'Those of them in the title.', resolve: ({ rollUp }) => rollUp.titleCount }),
    salience: t.float({
      description: '0 to 1: how much the text is about it.',
      resolve: ({ rollUp }) => rollUp.salience,
    }),
    via: t.field({
      type: [ViaEnum],
      description: 'How the text comes to count for it.',
      resolve: ({ rollUp }) => [...rollUp.via],
    }),
  }),
});

interface Analysis extends TextAnalysis {
  readonly naming: (key: string) => Named;
}

const AnalysisRef = builder.objectRef<Analysis>('Analysis').implement({
  description: 'What a text speaks of. Nothing of it is kept.',
  fields: (t) => ({
    mentions: t.field({
      type: [AnalyzedMentionRef],
      description: 'Every mention, those in the title first, in reading order.',
      resolve: ({ mentions, naming }) => mentions.map((mention) => ({ mention, naming })),
    }),
    entities: t.field({
      type: [AnalyzedEntityRef],
      description: 'What it speaks of, most salient first; containing places included.',
      resolve: ({ rollUps, naming }) => rollUps.map((rollUp) => ({ ...naming(rollUp.key), rollUp })),
    }),
    provinces: t.prismaField({
      type: [PlaceRef],
      description: 'The provinces it counts for, most salient first.',
      resolve: async (query, { rollUps }, _args, { reader }) => {
        const keys = rollUps.flatMap(({ key }) => (PROVINCE_KEY.test(key) ? [key] : []));
        const rows = await Promise.all(keys.map((key) => reader.unique('Entity', { key }, query as Query)));
        return rows.filter((row) => row !== null);
      },
    }),
  }),
});

/** Division codes of provinces end in four zeros (GB/T 2260). */
const PROVINCE_KEY = /^cn:\d\d0000$/;

builder.queryField('analyze', (t) =>
  t.field({
    type: AnalysisRef,
    description: `Annotates a text as an article's would be, without keeping it: up to ${MAX_TEXT_LENGTH} UTF-16 units of plain text.`,
    args: {
      text: t.arg.string({ required: true, description: 'Plain text, paragraphs divided by line breaks.' }),
      title: t.arg.string({ description: 'Its title, when it has one.' }),
      publishedAt: t.arg({ type: 'DateTime', description: 'When it was published: what relative dates refer to.' }),
    },
    resolve: async (_root, { text, title, publishedAt }, { analyze }): Promise<Analysis> => {
      if (text.length > MAX_TEXT_LENGTH)
        throw new DatelineError(
          'BAD_ARGUMENT',
          `A text to analyse has at most ${MAX_TEXT_LENGTH} UTF-16 units, not ${text.length}`,
        );
      if (title != null && title.length > MAX_TITLE_LENGTH)
        throw new DatelineError(
          'BAD_ARGUMENT',
          `The title of a text to analyse has at most ${MAX_TITLE_LENGTH} UTF-16 units, not ${title.length}`,
        );
      if (analyze === undefined)
        throw new DatelineError('ANALYSIS_UNAVAILABLE', 'This server was started without an extractor');
      const analysis = await analyze({ title: title ?? '', text, publishedMs: publishedAt ?? null });
      const records = new Map<string, EntityRecord>(analysis.entities.map((record) => [record.key, record]));
      return { ...analysis, naming: (key) => ({ key, record: records.get(key) }) };
    },
  }),
);
