import { type DefinitionNode, type DocumentNode, Kind, parse, print, specifiedDirectives, visit } from 'graphql';

/**
 * The SDL for composition. `node` and `nodes` are left out, since two subgraphs may not both resolve them, and so
 * is the SDL for stitching, which is about this service alone.
 */
export const subgraphSdl = (sdl: string): string => print(withoutQueryFields(parse(sdl), ['node', 'nodes', '_sdl']));

/** The SDL for stitching: no directive but GraphQL's own and `@merge`, nothing of federation's. */
export function stitchingSdl(sdl: string): string {
  const plain = visit(withoutQueryFields(parse(sdl), ['_entities', '_service', '_sdl']), {
    Directive: (directive) => (KEPT_DIRECTIVES.has(directive.name.value) ? undefined : null),
  });
  return print({ ...plain, definitions: plain.definitions.filter(isOfGraph) });
}

const KEPT_DIRECTIVES: ReadonlySet<string> = new Set(['merge', ...specifiedDirectives.map(({ name }) => name)]);
/** What the subgraph's printer adds: the link to federation, and federation's own types. */
const isOfGraph = (definition: DefinitionNode): boolean =>
  definition.kind !== Kind.SCHEMA_EXTENSION &&
  !('name' in definition && definition.name && /^(_Any|_Entity|_Service|link__)/.test(definition.name.value)) &&
  !(definition.kind === Kind.DIRECTIVE_DEFINITION && !KEPT_DIRECTIVES.has(definition.name.value));

function withoutQueryFields(document: DocumentNode, names: readonly string[]): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type) => (type.name.value === 'Query' ? undefined : false),
    FieldDefinition: (field) => (names.includes(field.name.value) ? null : undefined),
  });
}
