import type { ASTVisitor, DocumentNode, FragmentDefinitionNode, SelectionSetNode, ValidationContext } from 'graphql';
import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, parse, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createProtocolError } from './errors.ts';
import type { ServerSettings } from './settings.ts';

export interface OperationSize {
  /** Levels of fields, 1 for `{ a }`; what lies under `__schema` and `__type` is not counted. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

/** The largest of a document's operations in each respect, fragments counted wherever they are used. */
export function measureOperations(document: DocumentNode): OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measure = createMeasure(fragments);
  let largest = NOTHING;
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const size = measure(definition.selectionSet);
      const directives = size.directives + (definition.directives?.length ?? 0);
      largest = {
        depth: Math.max(largest.depth, size.depth),
        aliases: Math.max(largest.aliases, size.aliases),
        directives: Math.max(largest.directives, directives),
      };
    }
  return largest;
}

/** Refuses operations that are too large before anything of them is executed. */
export function useOperationLimits(settings: ServerSettings): Plugin {
  const sizeRule = createSizeRule(settings);
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parseWithin(settings.maxTokens, source, options));
    },
    onValidate({ addValidationRule, setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { hideSuggestions: !settings.introspection }),
      );
      addValidationRule(sizeRule);
      if (!settings.introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

const NOTHING: OperationSize = { depth: 0, aliases: 0, directives: 0 };

/** Every fragment is measured once, so a document that nests fragments costs no more than its length. */
function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const sizes = new Map<string, OperationSize>();

  function measure(set: SelectionSetNode): OperationSize {
    let { depth, aliases, directives } = NOTHING;
    for (const selection of set.selections) {
      const size = measureSelection(selection);
      depth = Math.max(depth, size.depth);
      aliases += size.aliases;
      directives += size.directives + (selection.directives?.length ?? 0);
    }
    return { depth, aliases, directives };
  }

  function measureSelection(selection: SelectionSetNode['selections'][number]): OperationSize {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet);
    const inside = selection.selectionSet === undefined ? NOTHING : measure(selection.selectionSet);
    const isIntrospection = selection.name.value === '__schema' || selection.name.value === '__type';
    return {
      depth: isIntrospection ? 1 : inside.depth + 1,
      aliases: inside.aliases + (selection.alias === undefined ? 0 : 1),
      directives: inside.directives,
    };
  }

  function measureFragment(name: string): OperationSize {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    // Marked before it is measured: a fragment that spreads itself is another rule's complaint, not our loop.
    sizes.set(name, NOTHING);
    const definition = fragments.get(name);
    const size = definition === undefined ? NOTHING : measure(definition.selectionSet);
    sizes.set(name, size);
    return size;
  }

  return measure;
}

function createSizeRule(settings: ServerSettings) {
  return function OperationSizeRule(context: ValidationContext): ASTVisitor {
    const size = measureOperations(context.getDocument());
    const refuse = (what: string, limit: keyof OperationSize, max: number) => {
      if (size[limit] <= max) return;
      const message = `The operation ${what.replace('#', String(size[limit]))}; at most ${max} are allowed.`;
      context.reportError(
        createProtocolError('LIMIT_EXCEEDED', message, { details: { limit, found: size[limit], max } }),
      );
    };
    refuse('is # levels deep', 'depth', settings.maxDepth);
    refuse('has # aliases', 'aliases', settings.maxAliases);
    refuse('has # directives', 'directives', settings.maxDirectives);
    return {};
  };
}

function parseWithin(maxTokens: number, source: Parameters<typeof parse>[0], options: Parameters<typeof parse>[1]) {
  try {
    return parse(source, { ...options, maxTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError) || !/more tha[tn] \d+ tokens/.test(error.message)) throw error;
    const message = `The document has more than ${maxTokens} tokens.`;
    throw createProtocolError('LIMIT_EXCEEDED', message, { details: { limit: 'tokens', max: maxTokens } });
  }
}
