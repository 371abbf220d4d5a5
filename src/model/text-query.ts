import { toSearchForm } from './search-form.ts';

/** A query as it is answered. Every part finds something: what is only left out goes with what is found. */
export type TextQuery =
  /** The form (search-form.ts) stands in the title or the text. */
  | { readonly kind: 'TERM'; readonly form: string }
  /** All of `of`, at least one, and none of `without`. */
  | { readonly kind: 'ALL'; readonly of: readonly TextQuery[]; readonly without: readonly TextQuery[] }
  | { readonly kind: 'ANY'; readonly of: readonly TextQuery[] };

export type ParsedTextQuery =
  | { readonly kind: 'PARSED'; readonly query: TextQuery }
  /** `position`: offset in UTF-16 units of what is wrong. */
  | { readonly kind: 'INVALID'; readonly message: string; readonly position: number };

/** In UTF-16 units, of a query and of a term's form. */
export const MAX_QUERY_LENGTH = 1000;
const MAX_TERMS = 32;
const MAX_DEPTH = 16;

/**
 * Reads a query:
 *
 *     query   = all { "OR" all }
 *     all     = factor { ["AND"] factor }
 *     factor  = [ "NOT" | "-" ] ( word | phrase | "(" query ")" )
 *     phrase  = '"' characters but '"' '"'
 *     word    = characters but white space, '"', "(" and ")"
 *
 * Operators are written in capitals and stand alone; `-` touches what it leaves out. AND binds closer than OR. Words
 * and phrases alike are found anywhere, within longer words too; what stands between the words of a phrase does not
 * matter as long as it is no letter or digit. What holds no letter or digit asks nothing.
 */
export function parseTextQuery(text: string): ParsedTextQuery {
  try {
    if (text.length > MAX_QUERY_LENGTH)
      throw new Mistake(`it has ${text.length} characters; at most ${MAX_QUERY_LENGTH} are allowed`, MAX_QUERY_LENGTH);
    const tokens = tokenize(text);
    const query = new Parser(tokens, text.length).parse();
    if (query === null) throw new Mistake('it holds no letter or digit to search for', 0);
    return { kind: 'PARSED', query };
  } catch (error) {
    if (error instanceof Mistake) return { kind: 'INVALID', message: error.message, position: error.position };
    throw error;
  }
}

/** Forms that a match has at least one of, each once, in the order of the query: what is scored and highlighted. */
export function soughtForms(query: TextQuery): string[] {
  if (query.kind === 'TERM') return [query.form];
  return [...new Set(query.of.flatMap(soughtForms))];
}

class Mistake extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

type Token =
  | { readonly kind: 'TERM'; readonly text: string; readonly position: number }
  | { readonly kind: 'AND' | 'OR' | 'NOT' | '(' | ')'; readonly position: number };

const LEXEME = /\s+|"([^"]*)"|([()])|(-)(?=[^\s)])|[^\s"()]+/gy;
const OPERATORS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT']);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    LEXEME.lastIndex = position;
    const match = LEXEME.exec(text);
    if (match === null) throw new Mistake('a quotation mark is not closed', position);
    const [lexeme, phrase, bracket, minus] = match;
    if (phrase !== undefined) tokens.push({ kind: 'TERM', text: phrase, position });
    else if (bracket !== undefined) tokens.push({ kind: bracket as '(' | ')', position });
    else if (minus !== undefined) tokens.push({ kind: 'NOT', position });
    else if (OPERATORS.has(lexeme)) tokens.push({ kind: lexeme as 'AND' | 'OR' | 'NOT', position });
    else if (lexeme.trim() !== '') tokens.push({ kind: 'TERM', text: lexeme, position });
    position += lexeme.length;
  }
  return tokens;
}

/** Recursive descent; null stands for a part that asks nothing. */
class Parser {
  private index = 0;
  private terms = 0;
  private readonly tokens: readonly Token[];
  private readonly end: number;

  constructor(tokens: readonly Token[], end: number) {
    this.tokens = tokens;
    this.end = end;
  }

  parse(): TextQuery | null {
    if (this.tokens.length === 0) return null;
    const query = this.alternatives(0);
    if (this.token) throw new Mistake('a closing bracket has no opening one', this.token.position);
    return query;
  }

  private get token(): Token | undefined {
    return this.tokens[this.index];
  }

  private take(kind: Token['kind']): boolean {
    if (this.token?.kind !== kind) return false;
    this.index++;
    return true;
  }

  private alternatives(depth: number): TextQuery | null {
    const found = [this.conjunction(depth)];
    while (this.take('OR')) found.push(this.conjunction(depth));
    const of = found.filter((part) => part !== null);
    return of.length > 1 ? { kind: 'ANY', of } : (of[0] ?? null);
  }

  private conjunction(depth: number): TextQuery | null {
    const start = this.token?.position ?? this.end;
    const of: TextQuery[] = [];
    const without: TextQuery[] = [];
    do {
      const isLeftOut = this.take('NOT');
      const part = this.primary(depth);
      if (part) (isLeftOut ? without : of).push(part);
    } while (this.take('AND') || (this.token && this.token.kind !== 'OR' && this.token.kind !== ')'));
    if (of.length === 0 && without.length > 0)
      throw new Mistake('it only says what to leave out; name something to find, too', start);
    return of.length > 1 || without.length > 0 ? { kind: 'ALL', of, without } : (of[0] ?? null);
  }

  private primary(depth: number): TextQuery | null {
    const { token } = this;
    if (token === undefined) throw new Mistake('something to search for is missing at the end', this.end);
    this.index++;
    if (token.kind === 'TERM') return this.term(token);
    if (token.kind !== '(')
      throw new Mistake(`something to search for is missing before ${token.kind}`, token.position);
    if (depth === MAX_DEPTH) throw new Mistake(`brackets are nested more than ${MAX_DEPTH} deep`, token.position);
    if (this.take(')')) return null;
    const query = this.alternatives(depth + 1);
    if (!this.take(')')) throw new Mistake('a bracket is not closed', token.position);
    return query;
  }

  private term({ text, position }: Token & { readonly kind: 'TERM' }): TextQuery | null {
    if (++this.terms > MAX_TERMS) throw new Mistake(`it has more than ${MAX_TERMS} terms`, position);
    const form = toSearchForm(text);
    if (form.length > MAX_QUERY_LENGTH) throw new Mistake('a term is too long', position);
    return form === '' ? null : { kind: 'TERM', form };
  }
}
