import { DatelineError } from '../errors.ts';
import type { EntityType } from '../model/entity.ts';
import type { Query } from '../store/read/selection.ts';
import { type SuggestedEntity, suggestEntities } from '../store/read/suggest.ts';
import { builder } from './builder.ts';
import { EntityTypeEnum, SuggestionMatchEnum } from './enums.ts';
import { EntityRef } from './refs.ts';

const DEFAULT_SUGGESTIONS = 10;
const MAX_SUGGESTIONS = 50;
const MAX_PREFIX_LENGTH = 100;

const SuggestionRef = builder.objectRef<SuggestedEntity>('Suggestion').implement({
  description: 'An entity of which a name begins with what was typed.',
  fields: (t) => ({
    entity: t.prismaField({
      type: EntityRef,
      description: 'The entity.',
      resolve: async (query, { id }, _args, { reader }) => {
        const entity = await reader.unique('Entity', { id }, query as Query);
        if (!entity) throw new Error('An entity was removed while it was being read');
        return entity;
      },
    }),
    form: t.exposeString('form', { description: 'The name that begins so, as it is written.' }),
    match: t.field({
      type: SuggestionMatchEnum,
      description: 'In what way it begins so.',
      resolve: ({ match }) => match,
    }),
  }),
});

builder.queryField('suggest', (t) =>
  t.field({
    type: [SuggestionRef],
    description:
      'Entities by the beginning of a name, as someone types it: in characters, in pinyin (`qinghai`) or by initials (`qh`). Whole names first, then those of most articles; what no article mentions yet is there, too.',
    args: {
      prefix: t.arg.string({ required: true, description: 'What was typed so far; for nothing there is nothing.' }),
      types: t.arg({ type: [EntityTypeEnum], description: 'Only entities of these types.' }),
      first: t.arg.int({
        required: true,
        defaultValue: DEFAULT_SUGGESTIONS,
        description: `At most this many, 0 to ${MAX_SUGGESTIONS}.`,
      }),
    },
    resolve: (_root, { prefix, types, first }, { reader }) => {
      if (first < 0 || first > MAX_SUGGESTIONS)
        throw new DatelineError('BAD_ARGUMENT', `0 to ${MAX_SUGGESTIONS} suggestions are given, not ${first}`);
      if (prefix.length > MAX_PREFIX_LENGTH)
        throw new DatelineError('BAD_ARGUMENT', `A prefix has at most ${MAX_PREFIX_LENGTH} characters`);
      return suggestEntities(reader, prefix, { types: types as readonly EntityType[] | null, first });
    },
  }),
);
