import type { EntityType } from '../model/entity.ts';
import { builder } from './builder.ts';

/**
 * The keyed types, without their fields: each type's own file adds those. Declared together so that the files
 * can refer to one another's types without importing one another.
 *
 * Every type names the columns it always needs (`select`), so that a list fetches no text nobody asked for.
 */
const KEYED = { id: true, key: true } as const;

export const ArticleRef = builder.prismaNode('Article', {
  description: 'A piece of writing, whatever number of documents it came in.',
  id: { field: 'key' },
  select: KEYED,
});

export const CategoryRef = builder.prismaNode('Category', {
  description: 'A subject that articles are filed under: a path of names, the same in every source.',
  id: { field: 'key' },
  select: KEYED,
});

export const AuthorRef = builder.prismaNode('Author', {
  description: 'A person or organisation credited with articles.',
  id: { field: 'key' },
  select: KEYED,
});

export const ImageRef = builder.prismaNode('Image', {
  description: 'A picture by its address; one however many articles show it.',
  id: { field: 'key' },
  select: KEYED,
});

export const SourceRef = builder.prismaNode('Source', {
  description: 'An archive or feed that articles come from.',
  id: { field: 'key' },
  select: KEYED,
});

export const StoryRef = builder.prismaNode('Story', {
  description: 'Near-copies of one piece of writing, from one source or several. Each is an article of its own.',
  id: { field: 'key' },
  select: KEYED,
});

export const IngestRunRef = builder.prismaNode('IngestRun', {
  description: 'One run over an archive, and what became of every file.',
  id: { field: 'key' },
  select: KEYED,
});

/** GraphQL type of each entity type. */
export const ENTITY_TYPE_NAMES = {
  PLACE: 'Place',
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  POLICY_DOCUMENT: 'PolicyDocument',
  TOPIC: 'Topic',
} as const satisfies Record<EntityType, string>;

const ENTITY = { ...KEYED, type: true } as const;

export const EntityRef = builder.prismaInterface('Entity', {
  name: 'Entity',
  description: 'Anything that articles speak of.',
  interfaces: [builder.nodeInterfaceRef()],
  select: ENTITY,
  resolveType: (row) => ENTITY_TYPE_NAMES[(row as { type: EntityType }).type],
});

const entityNode = <Name extends (typeof ENTITY_TYPE_NAMES)[EntityType]>(variant: Name, description: string) =>
  builder.prismaNode('Entity', { variant, description, interfaces: [EntityRef], id: { field: 'key' }, select: ENTITY });

export const PlaceRef = entityNode('Place', 'A country, or a division of China from province to county.');
export const OrganizationRef = entityNode(
  'Organization',
  'A government body, company, medium, university or other organisation.',
);
export const PersonRef = entityNode('Person', 'A person, known by name.');
export const PolicyDocumentRef = entityNode(
  'PolicyDocument',
  'A document of a public body, as titled between 《 and 》.',
);
export const TopicRef = entityNode('Topic', 'A subject from the curated list.');

export const MentionRef = builder.prismaObject('Mention', {
  description: 'Evidence: where exactly an article speaks of something, and how that was found.',
  select: { id: true, articleId: true, field: true, start: true, end: true },
});

export const ContributorRef = builder.prismaObject('Contribution', {
  name: 'Contributor',
  description: 'Who did what for an article.',
  select: { id: true },
});

export const ArticleRevisionRef = builder.prismaObject('ArticleRevision', {
  description: 'One version in the history of an article: when it came, and what it altered.',
  select: { articleId: true, revision: true },
});

export const LinkRef = builder.prismaObject('Link', { description: 'A link in an article.', select: { id: true } });

export const ProblemRef = builder.prismaObject('Problem', {
  description: 'Something a run met that a person may want to mend.',
  select: { id: true },
});
