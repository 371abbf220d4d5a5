import type { AliasKind, EntityAlias, EntityKey, EntityRecord } from '../model/entity.ts';
import { ALIAS_KINDS } from '../model/entity.ts';
import { foldCharacters, foldName } from '../model/fold.ts';

/** A line of a table that was left out. */
export interface TopicProblem {
  /** From 1, comments counted. */
  readonly line: number;
  readonly reason: string;
}

/** `topic:<name>`. */
export const topicKey = (name: string): EntityKey => `topic:${name}` as EntityKey;

/**
 * Reads a table of topics. Columns, separated by tabs: name, parent (another topic's name, or empty), aliases (joined
 * by `|`; each may have a kind before a colon, as in `ENGLISH:blockchain`, else it is `ENGLISH` in Latin letters and
 * `SHORT` in others). Empty lines and lines that begin with `#` are passed over, and so is a header whose first
 * cell is `name`.
 *
 * A line that cannot be taken becomes a problem and the others are read; a parent that no line defines is left
 * out with a problem. `known` are topics a further table may name as parents; it does not redefine them.
 */
export function parseTopics(
  text: string,
  known: readonly EntityRecord[] = [],
): { readonly topics: readonly EntityRecord[]; readonly problems: readonly TopicProblem[] } {
  const problems: TopicProblem[] = [];
  const rows = new Map<EntityKey, Row>();
  const owners = new Map<string, string>();
  for (const topic of known) for (const alias of topic.aliases) owners.set(formOf(alias.form), topic.name);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  lines.forEach((content, i) => {
    if (content.trim() === '' || content.startsWith('#') || /^name(?:\t|$)/.test(content)) return;
    const row = parseRow(content, i + 1);
    const reason = typeof row === 'string' ? row : clashOf(row, rows, owners);
    if (reason !== null || typeof row === 'string') {
      problems.push({ line: i + 1, reason: reason ?? '' });
      return;
    }
    rows.set(row.key, row);
    for (const { form } of row.aliases) owners.set(formOf(form), row.name);
  });
  const keys = new Set([...known.map(({ key }) => key), ...rows.keys()]);
  for (const row of rows.values()) {
    if (row.parentKey === null || (keys.has(row.parentKey) && !isOwnAncestor(row, rows))) continue;
    problems.push({
      line: row.line,
      reason: `its parent ${row.parentKey.slice('topic:'.length)} ${keys.has(row.parentKey) ? 'lies below it' : 'is no topic'}`,
    });
    rows.set(row.key, { ...row, parentKey: null });
  }
  return { topics: [...rows.values()].map(toRecord), problems: problems.sort((a, b) => a.line - b.line) };
}

interface Row {
  readonly line: number;
  readonly key: EntityKey;
  readonly name: string;
  readonly parentKey: EntityKey | null;
  readonly aliases: readonly EntityAlias[];
}

const formOf = (form: string): string => foldCharacters(form.normalize('NFKC')).toLowerCase();

/** A row, or why it is none. */
function parseRow(content: string, line: number): Row | string {
  const cells = content.split('\t');
  if (cells.length > 3) return `it has ${cells.length} columns instead of name, parent and aliases`;
  const [name = '', parent = '', list = ''] = cells.map((cell) => cell.trim());
  if (name === '') return 'it has no name';
  if (isTooShort(name)) return `its name ${name} is a single character`;
  const aliases: EntityAlias[] = [{ form: name, kind: 'NAME' }];
  for (const cell of list.split('|').filter((form) => form.trim() !== '')) {
    const alias = parseAlias(cell.trim());
    if (typeof alias === 'string') return alias;
    if (aliases.every(({ form }) => foldName(form) !== foldName(alias.form))) aliases.push(alias);
  }
  return { line, key: topicKey(name), name, parentKey: parent === '' ? null : topicKey(parent), aliases };
}

function parseAlias(cell: string): EntityAlias | string {
  const [, kind, written] = /^([A-Z]+):(.*)$/s.exec(cell) ?? [];
  const form = (written ?? cell).trim();
  if (isTooShort(form)) return `its alias ${cell} is too short to be told from other words`;
  if (kind === undefined) return { form, kind: /^[\p{Script=Latin}\d .'’&/+-]+$/u.test(form) ? 'ENGLISH' : 'SHORT' };
  const known = ALIAS_KINDS.find((one) => one === kind);
  return known === undefined ? `${kind} is no kind of alias` : { form, kind: known satisfies AliasKind };
}

const isTooShort = (form: string): boolean => [...form].length < 2;

function clashOf(row: Row, rows: ReadonlyMap<EntityKey, Row>, owners: ReadonlyMap<string, string>): string | null {
  const twin = rows.get(row.key);
  if (twin !== undefined) return `${row.name} is defined on line ${twin.line}`;
  for (const { form } of row.aliases) {
    const owner = owners.get(formOf(form));
    if (owner !== undefined) return `${form} is a name of ${owner} already`;
  }
  return null;
}

function isOwnAncestor(row: Row, rows: ReadonlyMap<EntityKey, Row>): boolean {
  const seen = new Set<EntityKey>([row.key]);
  for (let at = row.parentKey; at !== null; at = rows.get(at)?.parentKey ?? null) {
    if (seen.has(at)) return at === row.key;
    seen.add(at);
  }
  return false;
}

const toRecord = ({ key, name, parentKey, aliases }: Row): EntityRecord => ({
  key,
  type: 'TOPIC',
  name,
  aliases,
  isGazetteer: true,
  parentKey,
  level: null,
  adcode: null,
  isoCodes: [],
  jurisdictionKey: null,
  issuerKey: null,
  subtype: null,
});
