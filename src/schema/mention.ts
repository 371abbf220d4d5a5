import { findFieldTexts } from '../store/read/field-text.ts';
import type { Reader } from '../store/read/reader.ts';
import { builder } from './builder.ts';
import { MentionFieldEnum, MentionMethodEnum, MentionTypeEnum } from './enums.ts';
import { type ExcerptAround, excerptAround } from './excerpt.ts';
import { encodeGlobalId } from './global-id.ts';
import { EntityRef, MentionRef } from './refs.ts';
import { selectedRows } from './selected.ts';

const CONTEXT_DEFAULT_LENGTH = 40;
const CONTEXT_MAX_LENGTH = 400;

const MentionContextRef = builder.objectRef<ExcerptAround>('MentionContext').implement({
  description: 'A mention with the text around it.',
  shareable: true,
  fields: (t) => ({
    before: t.exposeString('before', { description: 'What stands before it.' }),
    surface: t.exposeString('surface', { description: 'The mention itself.' }),
    after: t.exposeString('after', { description: 'What stands after it.' }),
  }),
});

interface CandidateRow {
  readonly score: number;
  readonly entity: object;
}

const CandidateRef = builder.objectRef<CandidateRow>('MentionCandidate').implement({
  description: 'What an ambiguous mention may refer to.',
  fields: (t) => ({
    entity: t.field({ type: EntityRef, description: 'The entity.', resolve: (row) => row.entity as never }),
    score: t.exposeFloat('score', { description: '0 to 1.' }),
  }),
});

builder.prismaObjectFields(MentionRef, (t) => ({
  id: t.id({
    description:
      'Permanent while the article and its text stay: made of the article, the place in it, the type and the extractor.',
    select: { articleKey: true, field: true, start: true, end: true, type: true, extractor: true },
    resolve: (mention) =>
      encodeGlobalId(
        'Mention',
        [mention.articleKey, mention.field, mention.start, mention.end, mention.type, mention.extractor].join('/'),
      ),
  }),
  field: t.field({
    type: MentionFieldEnum,
    description: 'Part of the article it stands in.',
    select: { field: true },
    resolve: (row) => row.field as never,
  }),
  start: t.exposeInt('start', { description: 'Offset of its first UTF-16 unit in the title or text.' }),
  end: t.exposeInt('end', { description: 'Offset just behind its last UTF-16 unit.' }),
  surface: t.exposeString('surface', { description: 'The words themselves: always `text.slice(start, end)`.' }),
  type: t.field({
    type: MentionTypeEnum,
    description: 'What kind of thing is mentioned.',
    select: { type: true },
    resolve: (row) => row.type as never,
  }),
  value: t.exposeString('value', {
    nullable: true,
    description:
      'Normalised date (`2021-06-11`, `2021-06-11T09:30+08:00`, `2021-06-11/2021-06-13`; by EDTF `2021-06~` for some part of a month, `2021-33` to `2021-36` for a quarter, `XXXX-06-11` where the year is unknown) or amount (`120000000 CNY`, `3.5 %`, a range `3/5 t`; ISO 4217 and UCUM). Null when the text does not tell it, and for entities.',
  }),
  method: t.field({
    type: MentionMethodEnum,
    description: 'How it was found.',
    select: { method: true },
    resolve: (row) => row.method as never,
  }),
  rule: t.exposeString('rule', { description: 'Name of the rule that found it.' }),
  confidence: t.exposeFloat('confidence', { description: '0 to 1: the share of such mentions expected to be right.' }),
  extractor: t.exposeString('extractor', {
    description: 'Id of the extractor that found it: `dateline` for the built-in rules, `overlay` for a person.',
  }),
  extractorVersion: t.string({
    description: 'Version of that extractor; of a person, of the corrections.',
    select: { extractor: true, article: { select: { extractorVersion: true, gazetteerVersion: true } } },
    resolve: ({ extractor, article }) => versionOf(extractor, article),
  }),
  gazetteerVersion: t.string({
    description: 'Version of the gazetteer, corrections by hand included, that it was found with.',
    select: { article: { select: { gazetteerVersion: true } } },
    resolve: ({ article }) => article.gazetteerVersion,
  }),
  nested: t.exposeBoolean('nested', { description: 'True when it lies inside a longer mention.' }),
  article: t.relation('article', { description: 'The article it stands in.' }),
  entity: t.relation('entity', {
    nullable: true,
    description: 'What it refers to; null when that is open, or for dates and amounts.',
  }),
  candidates: t.field({
    type: [CandidateRef],
    description: 'What it may refer to, likeliest first, when that is open.',
    select: (_args, _context, nested) => ({
      candidates: {
        orderBy: [{ position: 'asc' as const }],
        select: { score: true, entity: nested(true, ['entity']) as never },
      },
    }),
    resolve: (mention) => selectedRows<CandidateRow>(mention, 'candidates'),
  }),
  // The text is long and shared by all mentions of an article: loaded once per article, not with each row.
  context: t.loadable({
    type: MentionContextRef,
    description: 'It, with the text around it.',
    args: {
      before: t.arg.int({
        defaultValue: CONTEXT_DEFAULT_LENGTH,
        required: true,
        description: 'Most UTF-16 units before it, up to 400.',
      }),
      after: t.arg.int({
        defaultValue: CONTEXT_DEFAULT_LENGTH,
        required: true,
        description: 'Most UTF-16 units after it, up to 400.',
      }),
    },
    byPath: true,
    load: (spans: Span[], { reader }, lengths) => loadContexts(spans, lengths, reader),
    resolve: ({ articleId, field, start, end }): Span => ({ articleId, field, start, end }),
  }),
}));

/** An article names its extractors `id@version`, with spaces between. */
function versionOf(
  extractor: string,
  article: { readonly extractorVersion: string; readonly gazetteerVersion: string },
): string {
  const own = article.extractorVersion.split(' ').find((name) => name.startsWith(`${extractor}@`));
  return own?.slice(extractor.length + 1) ?? article.gazetteerVersion;
}

interface Span {
  readonly articleId: number;
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

async function loadContexts(
  spans: readonly Span[],
  lengths: { readonly before: number; readonly after: number },
  reader: Reader,
): Promise<ExcerptAround[]> {
  const texts = await findFieldTexts(reader, [...new Set(spans.map((span) => span.articleId))]);
  return spans.map(({ articleId, field, start, end }) => {
    const article = texts.get(articleId);
    const text = (field === 'TITLE' ? article?.title : article?.text) ?? '';
    return excerptAround(text, { start, end }, { before: clamp(lengths.before), after: clamp(lengths.after) });
  });
}

const clamp = (length: number): number => Math.min(Math.max(length, 0), CONTEXT_MAX_LENGTH);
