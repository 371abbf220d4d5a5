import type { Interval } from '../model/interval.ts';
import { builder } from './builder.ts';
import type { ArticleOrderName } from './order.ts';

const described = <const Values extends Readonly<Record<string, string>>>(values: Values) =>
  Object.fromEntries(Object.entries(values).map(([name, description]) => [name, { description }])) as {
    [Name in keyof Values]: { description: string };
  };

export const EntityTypeEnum = builder.enumType('EntityType', {
  description: 'Kind of entity.',
  values: described({
    PLACE: 'A country, division, city, water, mountain or other place.',
    ORGANIZATION: 'A body of people with a name.',
    PERSON: 'A person.',
    POLICY_DOCUMENT: 'A document of a public body.',
    TOPIC: 'A subject from the curated list.',
  }),
});

export const PlaceLevelEnum = builder.enumType('PlaceLevel', {
  description: 'Level of a place, highest first.',
  values: described({
    COUNTRY: 'A country.',
    REGION: 'A continent, a part of the world or of a country, or a country of the past.',
    PROVINCE: 'A province, autonomous region, municipality or special administrative region of China.',
    STATE: 'A state, province or land of another country.',
    PREFECTURE: 'A prefecture, prefecture-level city, autonomous prefecture or league.',
    CITY: 'A city of another country, or of Taiwan.',
    WATER: 'An ocean, sea, strait, river, lake or canal.',
    LANDFORM: 'A mountain, plain, desert, peninsula or island.',
    AREA: 'A known district, zone, street, building or site.',
    COUNTY: 'A county, county-level city, district or banner.',
    TOWN: 'A town, township or subdistrict.',
    VILLAGE: 'A village or neighbourhood.',
  }),
});

export const AliasKindEnum = builder.enumType('AliasKind', {
  description: 'What sort of name an alias is.',
  values: described({
    NAME: 'The name shown.',
    FULL: 'The full official name.',
    SHORT: 'A shortened name.',
    ABBREVIATION: 'A one- or two-character abbreviation.',
    HISTORIC: 'A former name.',
    TRADITIONAL: 'In traditional characters.',
    PINYIN: 'In pinyin.',
    ENGLISH: 'In English.',
    CODE: 'A code of a standard.',
  }),
});

export const MentionTypeEnum = builder.enumType('MentionType', {
  description: 'Kind of thing mentioned.',
  values: described({
    PLACE: 'A country, division, city, water, mountain or other place.',
    ORGANIZATION: 'An organisation.',
    PERSON: 'A person.',
    POLICY_DOCUMENT: 'A document of a public body.',
    TOPIC: 'A subject.',
    DATE: 'A date, a time or a period; `value` holds it in ISO 8601, where that has no form in EDTF (ISO 8601-2).',
    AMOUNT: 'Money, a share or a physical quantity; `value` holds its number and the code of its unit.',
  }),
});

export const MentionFieldEnum = builder.enumType('MentionField', {
  description: 'Part of an article that a mention stands in.',
  values: described({ TITLE: 'The title.', BODY: 'The visible text.' }),
});

export const MentionMethodEnum = builder.enumType('MentionMethod', {
  description: 'How a mention was found.',
  values: described({
    GAZETTEER: 'A listed name matched.',
    RULE: 'A pattern matched.',
    BYLINE: 'A credit names it.',
    MODEL: 'A statistical tagger found it.',
    OVERLAY: 'A person said so.',
  }),
});

export const ViaEnum = builder.enumType('Via', {
  description: 'How an article comes to count for an entity.',
  values: described({
    DIRECT: 'It mentions the entity itself.',
    NESTED: 'It mentions the entity within a longer name.',
    DESCENDANT: 'It mentions something the entity contains.',
    JURISDICTION: 'It mentions a body that has authority over the entity.',
  }),
});

export const ContributorRoleEnum = builder.enumType('ContributorRole', {
  description: 'What someone did for an article.',
  values: described({
    AUTHOR: 'Wrote it, or is named as its author.',
    REPORTER: 'Reported it.',
    EDITOR: 'Edited it.',
    PHOTOGRAPHER: 'Took its pictures.',
    TRANSLATOR: 'Translated it.',
    PROOFREADER: 'Read its proofs.',
    CONTRIBUTOR: 'Contributed in a way not named.',
  }),
});

export const AuthorKindEnum = builder.enumType('AuthorKind', {
  description: 'Person or organisation.',
  values: described({ PERSON: 'A person.', ORGANIZATION: 'An organisation.' }),
});

export const SourceKindEnum = builder.enumType('SourceKind', {
  description: 'Where a source lies.',
  values: described({ DIRECTORY: 'A folder of files.', FEED: 'A feed.' }),
});

export const DatePrecisionEnum = builder.enumType('DatePrecision', {
  description: 'How exactly a publication is known.',
  values: described({
    YEAR: 'To the year.',
    MONTH: 'To the month.',
    DAY: 'To the day.',
    MINUTE: 'To the minute.',
    SECOND: 'To the second.',
  }),
});

export const DateProvenanceEnum = builder.enumType('DateProvenance', {
  description: 'Where a publication was found.',
  values: described({
    FRONT_MATTER: 'In the front matter.',
    META: "In the page's own metadata.",
    BYLINE: 'Printed with the byline.',
    FILE_NAME: "In the file's name.",
    FEED: "In the feed's fields for the item.",
  }),
});

export const ArticleOrderEnum = builder.enumType('ArticleOrder', {
  description: 'Order of articles; undated ones are always the oldest.',
  values: described({
    PUBLISHED_DESC: 'Newest first.',
    PUBLISHED_ASC: 'Oldest first.',
    TITLE_ASC: 'By title, its first 100 characters in byte order.',
    TITLE_DESC: 'The other way round.',
    SALIENCE_DESC: 'Most about the entity first; for articles of one entity, or filtered by exactly one.',
  } satisfies Record<ArticleOrderName, string>),
});

export const SuggestionMatchEnum = builder.enumType('SuggestionMatch', {
  description: 'How what was typed begins a name.',
  values: described({
    NAME: 'As written, in simplified or traditional characters or Latin letters.',
    PINYIN: 'In pinyin.',
    INITIALS: 'By the first letters of its syllables in pinyin.',
  }),
});

export const SearchOrderEnum = builder.enumType('SearchOrder', {
  description: 'Order of what a search found; undated articles are always the oldest.',
  values: described({ RELEVANCE: 'The most relevant first.', NEWEST: 'Newest first.', OLDEST: 'Oldest first.' }),
});

export const EntityOrderEnum = builder.enumType('EntityOrder', {
  description: 'Order of entities.',
  values: described({ ARTICLE_COUNT_DESC: 'Most articles first.', KEY_ASC: 'By canonical key.' }),
});

export const ChangeKindEnum = builder.enumType('ChangeKind', {
  description: 'What happened to an article.',
  values: described({ ADDED: 'It is new.', UPDATED: 'It is another than before.', REMOVED: 'It is gone.' }),
});

export const ArticleRevisionKindEnum = builder.enumType('ArticleRevisionKind', {
  description: 'What happened to an article that is still there.',
  values: described({ ADDED: 'It was new.', UPDATED: 'It became another than before.' }),
});

export const RunStateEnum = builder.enumType('IngestRunState', {
  description: 'How far a run got.',
  values: described({
    RUNNING: 'It has not ended (or its process was stopped).',
    FINISHED: 'It ended.',
    FAILED: 'It gave up.',
  }),
});

export const SeverityEnum = builder.enumType('ProblemSeverity', {
  description: 'How bad a problem is.',
  values: described({ WARNING: 'The document was taken all the same.', ERROR: 'The document was put aside.' }),
});

export const TimelineIntervalEnum = builder.enumType('TimelineInterval', {
  description: 'How long a bucket of a timeline is.',
  values: described({
    DAY: 'A day.',
    WEEK: 'A week from Monday to Sunday, as in ISO 8601.',
    MONTH: 'A month.',
    QUARTER: 'Three months, from January, April, July or October on.',
    YEAR: 'A year.',
  } satisfies Record<Interval, string>),
});
