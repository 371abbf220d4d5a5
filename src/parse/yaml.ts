import {
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  Scalar,
  type ScalarTag,
  Schema,
  visit,
  type YAMLParseError,
} from 'yaml';

export interface YamlFault {
  /** 1-based within the YAML text. */
  readonly line: number;
  /** In plain words, without a full stop. */
  readonly reason: string;
}

export interface YamlReading {
  readonly data: unknown;
  readonly faults: readonly YamlFault[];
  /** Keys written twice in one mapping; the last one holds. */
  readonly duplicates: readonly YamlFault[];
}

/**
 * Reads YAML with every scalar as the string that was written, so that `20210322`, `12:30` and dates keep
 * their form; an empty value, `~` and `null` are null.
 */
export function readYaml(text: string): YamlReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    schema: SCHEMA,
    uniqueKeys: false,
    lineCounter,
    // Else every error is given its line, however long that is and however many there are.
    prettyErrors: false,
    logLevel: 'silent',
  });
  const faults = document.errors.map((error) => faultOf(error, lineCounter));
  if (faults.length > 0) return { data: null, faults, duplicates: [] };
  if (aliasesIn(document) > MAX_ALIASES) return { data: null, faults: [ALIAS_FAULT], duplicates: [] };
  try {
    return {
      data: document.toJS({ maxAliasCount: MAX_ALIASES }),
      faults,
      duplicates: duplicatesIn(document, lineCounter),
    };
  } catch {
    // The one thing left to fail is an alias: unknown, or one that multiplies without end.
    return { data: null, faults: [ALIAS_FAULT], duplicates: [] };
  }
}

/** In the whole document: to resolve each of them it is walked through. */
const MAX_ALIASES = 100;
const ALIAS_FAULT: YamlFault = { line: 1, reason: 'a value beginning with `*` refers to nothing, or to too much' };

function aliasesIn(document: ReturnType<typeof parseDocument>): number {
  let count = 0;
  visit(document, {
    Alias() {
      if (++count > MAX_ALIASES) return visit.BREAK;
    },
  });
  return count;
}

const NULL_TAG: ScalarTag = {
  identify: (value) => value === null,
  default: true,
  tag: 'tag:yaml.org,2002:null',
  test: /^(?:~|null|Null|NULL)?$/,
  resolve: () => new Scalar(null),
};

// One for all documents: building it takes longer than reading a short one.
const SCHEMA = new Schema({ schema: 'failsafe', customTags: (tags) => [NULL_TAG, ...tags] });

function duplicatesIn(document: ReturnType<typeof parseDocument>, lineCounter: LineCounter): YamlFault[] {
  const found: YamlFault[] = [];
  visit(document, {
    Map(_, map) {
      if (!isMap(map)) return;
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const line = lineCounter.linePos(key.range?.[0] ?? 0).line;
        if (seen.has(name)) found.push({ line, reason: `the key \`${name}\` is written twice; the last one holds` });
        seen.add(name);
      }
    },
  });
  return found;
}

const faultOf = (error: YAMLParseError, lineCounter: LineCounter): YamlFault => ({
  line: lineCounter.linePos(error.pos[0]).line || 1,
  reason:
    (UNCLOSED_BRACKET.test(error.message)
      ? 'a bracket is never closed; close it, or put the value in quotes'
      : REASONS[error.code]) ?? (error.message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, ''),
});

/** The library reports it as a matter of indentation. */
const UNCLOSED_BRACKET = /^Flow (?:sequence|map) in block collection/;

const REASONS: Readonly<Partial<Record<YAMLParseError['code'], string>>> = {
  BAD_SCALAR_START: 'a value begins with a character that YAML reserves; put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value holds a colon; put the value in quotes',
  TAB_AS_INDENT: 'lines are indented with tabs; use spaces',
  UNEXPECTED_TOKEN: 'there is text behind the end of a value; put the whole value in quotes',
  MULTILINE_IMPLICIT_KEY: 'a line is no `key: value` pair',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  BAD_INDENT: 'a line is indented wrongly',
  BAD_DQ_ESCAPE: 'a backslash in double quotes begins no escape; use single quotes',
};
