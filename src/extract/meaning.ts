import type { EntityAlias, EntityKey, EntityRecord } from '../model/entity.ts';
import { foldCharacters } from '../model/fold.ts';
import { digestOf } from '../model/ids.ts';
import { compareBytes } from '../model/text.ts';
import { parseTable, tableHeader } from './gazetteer-file.ts';

/**
 * All that extraction may learn from a gazetteer, as digests by what an article must have for it to matter there.
 * Two of these tell which articles a change can touch, without the gazetteers themselves.
 */
export interface Meanings {
  /** By written form, folded like the text: everything the form may mean. It matters where it stands in the text. */
  readonly forms: Digests;
  /** By canonical key: what extraction reads of the entity. It matters to articles that count for it or point to it. */
  readonly entities: Digests;
  /** By key of a place: what names of organisations are made from. It matters where one of its organisations is. */
  readonly authorities: Digests;
  /** By key or URL of an article: what a person said of that one. */
  readonly articles: Digests;
}

export type Digests = Readonly<Record<string, string>>;

/** A table of the gazetteer: its name and text. */
export type Tables = Readonly<Record<string, string>>;

/**
 * What the entries and the other tables mean. Whatever a rule reads of a gazetteer has to be part of this, or its
 * change would not be noticed: of an entity its type, name, level, kind, and what it lies in and belongs to; of a
 * place its first short name too; of any other table the row, by each form in it.
 *
 * Cells of the columns `forms` and `aliases` add to a row and change nothing for its other forms.
 */
export function meaningsOf(entries: readonly EntityRecord[], wordTables: Tables): Meanings {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const forms = new Gathering();
  const entities: Record<string, string> = {};
  const authorities: Record<string, string> = {};
  for (const entry of entries) {
    entities[entry.key] = shortDigest(factsOf(entry).join('\t'));
    const short = entry.type === 'PLACE' ? entry.aliases.find(({ kind }) => kind === 'SHORT') : undefined;
    if (short !== undefined) authorities[entry.key] = short.form;
    const facts = [...factsOf(entry), ...surroundingsOf(entry, byKey)].join('\t');
    for (const { form, kind } of namesOf(entry)) forms.add(foldCharacters(form), `${kind}\t${facts}`);
  }
  for (const [table, text] of Object.entries(wordTables)) addWords(forms, table, text);
  return { forms: forms.digests(), entities, authorities, articles: {} };
}

/** Subjects that mean something else, or only mean something in one of the two. */
export function changedSubjects(before: Digests, after: Digests): readonly string[] {
  const subjects = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...subjects].filter((subject) => before[subject] !== after[subject]);
}

/** Both together; what both speak of changes with either. */
export function joinMeanings(a: Meanings, b: Meanings): Meanings {
  return {
    forms: joinDigests(a.forms, b.forms),
    entities: joinDigests(a.entities, b.entities),
    authorities: joinDigests(a.authorities, b.authorities),
    articles: joinDigests(a.articles, b.articles),
  };
}

function joinDigests(a: Digests, b: Digests): Digests {
  const joined: Record<string, string> = { ...a };
  for (const [subject, digest] of Object.entries(b))
    joined[subject] = joined[subject] === undefined ? digest : `${joined[subject]}+${digest}`;
  return joined;
}

/** Statements about subjects, in any order and each counted once. */
export class Gathering {
  readonly #said = new Map<string, Set<string>>();

  add(subject: string, statement: string): void {
    const said = this.#said.get(subject);
    if (said === undefined) this.#said.set(subject, new Set([statement]));
    else said.add(statement);
  }

  digests(): Digests {
    return Object.fromEntries(
      [...this.#said].map(([subject, said]) => [subject, shortDigest([...said].sort(compareBytes).join('\n'))]),
    );
  }
}

/** 48 bits: compared only with what the same subject meant before. */
const shortDigest = (text: string): string => digestOf(text).slice(0, 12);

const factsOf = (entry: EntityRecord): readonly string[] => [
  entry.key,
  entry.type,
  entry.name,
  entry.level ?? '',
  entry.parentKey ?? '',
  entry.jurisdictionKey ?? '',
  entry.issuerKey ?? '',
  entry.subtype ?? '',
];

/** Where it lies, all the way up: a form is decided by that, whether or not the article counts for it in the end. */
function surroundingsOf(entry: EntityRecord, byKey: ReadonlyMap<EntityKey, EntityRecord>): readonly string[] {
  const above: string[] = [];
  for (const start of [entry.parentKey, entry.jurisdictionKey]) {
    const seen = new Set<EntityKey>();
    for (let at = start; at !== null && !seen.has(at); at = byKey.get(at)?.parentKey ?? null) seen.add(at);
    above.push([...seen].join(' '));
  }
  return above;
}

const namesOf = (entry: EntityRecord): readonly EntityAlias[] =>
  [{ form: entry.name, kind: 'NAME' as const }, ...entry.aliases].filter(({ kind }) => kind !== 'CODE');

const ADDING_COLUMNS = new Set(['forms', 'aliases']);

function addWords(forms: Gathering, table: string, text: string): void {
  const header = tableHeader(text);
  for (const row of parseTable(text)) {
    const fixed = row.filter((_, column) => !ADDING_COLUMNS.has(header[column] ?? '')).join('\t');
    const meaning = `${table}\t${fixed}`;
    for (const form of row.flatMap(formsIn)) forms.add(foldCharacters(form), meaning);
  }
}

/** The forms of a cell: its list without kinds, placeholders, keys and codes. */
const formsIn = (cell: string): readonly string[] =>
  cell
    .split('|')
    .map((item) => item.replace(/^[A-Z]+:/, '').replaceAll('*', ''))
    .filter((form) => form !== '' && !NO_FORM.test(form));

/** A key (`cn:110000`), a constant (`GOVERNMENT`) or a number. */
const NO_FORM = /^(?:[a-z]+:.*|[A-Z_]{2,}|[\d.]+)$/;
