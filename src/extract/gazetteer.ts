import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EntityKey, type EntityRecord, levelRank, type PlaceLevel } from '../model/entity.ts';
import { foldCharacters, foldName } from '../model/fold.ts';
import { digestOf } from '../model/ids.ts';
import { compareBytes } from '../model/text.ts';
import { type AgencyTable, createAgencyTable } from './agency-table.ts';
import { parseGuards, parseOrganisations, parsePlaces, parseTable } from './gazetteer-file.ts';
import { createMatcher, type Matcher } from './match.ts';
import { type Meanings, meaningsOf, type Tables } from './meaning.ts';
import { createTopicLexicon, type TopicLexicon } from './topic.ts';
import { parseTopics } from './topic-file.ts';

/** One written form and all it may mean. */
export interface Form {
  /** As matched: traditional characters as simplified, case kept. */
  readonly text: string;
  /** Highest-level first; empty for a blocker. */
  readonly entries: readonly EntityRecord[];
  /** True when some entry has it as its name, full or former name: it needs no further evidence. */
  readonly isFull: boolean;
  /** A word that only looks like a place (北京时间). */
  readonly isBlocker: boolean;
  /** A name that is also an everyday word (长寿). */
  readonly isCommonWord: boolean;
}

export interface Lexicon {
  readonly matcher: Matcher;
  /** By id of the matcher. */
  readonly forms: readonly Form[];
}

/** The places, organisations and topics known from the start. Immutable; every lookup is synchronous. */
export interface Gazetteer {
  /** Date and digest of the tables: a change makes articles due for extraction again. */
  readonly version: string;
  readonly entries: readonly EntityRecord[];
  lookup(key: EntityKey): EntityRecord | undefined;
  /** Containing places (of an organisation or a topic: its parents), nearest first; empty for an unknown key. */
  ancestors(key: EntityKey): readonly EntityKey[];
  /** Entries with this name, alias or code, however written. */
  named(name: string): readonly EntityRecord[];
  readonly places: Lexicon;
  /** Names of places that are no entries (龙泉乡, 长安街): by id of the matcher, what they are. */
  readonly placeWords: { readonly matcher: Matcher; readonly levels: readonly PlaceLevel[] };
  readonly organisations: Lexicon;
  /** Names of organisations that are also everyday words or places, and the kind of surroundings they need. */
  readonly guards: ReadonlyMap<string, string>;
  readonly topics: TopicLexicon;
  readonly agencies: AgencyTable;
  /** One-character names and what they may stand for, in the order of the tables. */
  readonly letters: ReadonlyMap<string, readonly EntityKey[]>;
  /** Compounds of one-character names (京津冀): one key a character. */
  readonly compounds: { readonly matcher: Matcher; readonly keys: readonly (readonly EntityKey[])[] };
  /** What a change is told by: see {@link Meanings}. Computed when first asked for. */
  meanings(): Meanings;
}

export const GAZETTEER_FILES = [
  'divisions.tsv',
  'countries.tsv',
  'geography.tsv',
  'place-words.tsv',
  'organisations.tsv',
  'agencies.tsv',
  'blockers.tsv',
  'common-words.tsv',
  'compounds.tsv',
  'topics.tsv',
] as const;
export type GazetteerFiles = Readonly<Record<(typeof GAZETTEER_FILES)[number], string>>;

const PLACE_FILES = ['countries.tsv', 'divisions.tsv', 'geography.tsv'] as const;

/** Reads the tables of `directory` (columns: its README). Rejects when one is missing. */
export const loadGazetteer = async (directory: string): Promise<Gazetteer> =>
  parseGazetteer(await readGazetteerFiles(directory));

/** The tables of `directory`, as text. */
export async function readGazetteerFiles(directory: string): Promise<GazetteerFiles> {
  const texts = await Promise.all(
    GAZETTEER_FILES.map(async (file) => [file, await readFile(join(directory, file), 'utf8')]),
  );
  return Object.fromEntries(texts) as GazetteerFiles;
}

/** The same from texts already read. Throws when a row names a parent that no row defines, or cannot be a topic. */
export function parseGazetteer(files: GazetteerFiles): Gazetteer {
  const places = PLACE_FILES.flatMap((file) => parsePlaces(files[file]));
  const organisations = parseOrganisations(files['organisations.tsv']);
  const { topics, problems } = parseTopics(files['topics.tsv']);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`Gazetteer: topics.tsv, line ${problem.line}: ${problem.reason}.`);
  const entries = [...places, ...organisations, ...topics];
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const orphan = entries.find((entry) => entry.parentKey !== null && !byKey.has(entry.parentKey));
  if (orphan !== undefined) throw new Error(`Gazetteer: ${orphan.key} names an unknown parent ${orphan.parentKey}.`);

  const placeWords = parseTable(files['place-words.tsv']);
  const compounds = parseTable(files['compounds.tsv']);
  const words = (file: 'blockers.tsv' | 'common-words.tsv') =>
    new Set(parseTable(files[file]).map(([form = '']) => form));
  let names: ReadonlyMap<string, readonly EntityRecord[]> | undefined;
  let meanings: Meanings | undefined;
  return {
    version: versionOf(files),
    entries,
    lookup: (key) => byKey.get(key),
    ancestors: (key) => ancestorsOf(byKey, key),
    named: (name) => {
      names ??= indexNames(entries);
      return names.get(foldName(name)) ?? [];
    },
    places: createLexicon(places, words('blockers.tsv'), words('common-words.tsv')),
    placeWords: {
      matcher: createMatcher(placeWords.map(([form = '']) => form)),
      levels: placeWords.map(([, level]) => level as PlaceLevel),
    },
    organisations: createLexicon(organisations, new Set(), new Set()),
    guards: parseGuards(files['organisations.tsv']),
    topics: createTopicLexicon(topics),
    agencies: createAgencyTable(parseTable(files['agencies.tsv'])),
    letters: lettersOf(places),
    compounds: {
      matcher: createMatcher(compounds.map(([form = '']) => form)),
      keys: compounds.map(([, keys = '']) => keys.split('|') as EntityKey[]),
    },
    meanings: () => (meanings ??= meaningsOf(entries, wordTables(files))),
  };
}

function lettersOf(places: readonly EntityRecord[]): ReadonlyMap<string, readonly EntityKey[]> {
  const letters = new Map<string, EntityKey[]>();
  for (const { key, aliases } of places)
    for (const { form, kind } of aliases)
      if (kind === 'ABBREVIATION' && form.length === 1) letters.set(form, [...(letters.get(form) ?? []), key]);
  return letters;
}

/** Tables whose rows are entries. */
const ENTRY_TABLES: ReadonlySet<string> = new Set([...PLACE_FILES, 'organisations.tsv', 'topics.tsv']);

/** Tables that say something of words; what names of organisations need is said by a column beside them. */
function wordTables(files: GazetteerFiles): Tables {
  const guards = [...parseGuards(files['organisations.tsv'])].map((row) => row.join('\t'));
  const others = Object.entries(files).filter(([file]) => !ENTRY_TABLES.has(file));
  return { ...Object.fromEntries(others), guarded: ['form\tkind', ...guards].join('\n') };
}

function ancestorsOf(byKey: ReadonlyMap<EntityKey, EntityRecord>, key: EntityKey): EntityKey[] {
  const ancestors: EntityKey[] = [];
  for (let at = byKey.get(key)?.parentKey ?? null; at !== null; at = byKey.get(at)?.parentKey ?? null)
    ancestors.push(at);
  return ancestors;
}

function versionOf(files: GazetteerFiles): string {
  const dates = GAZETTEER_FILES.map((file) => /^# (\d{4}-\d{2}-\d{2})/.exec(files[file])?.[1] ?? '').sort();
  return `${dates.at(-1) ?? ''}-${digestOf(GAZETTEER_FILES.map((file) => digestOf(files[file])).join('\n')).slice(0, 12)}`;
}

const rankOf = (entry: EntityRecord): number => levelRank(entry.level);

function createLexicon(
  entries: readonly EntityRecord[],
  blockers: ReadonlySet<string>,
  common: ReadonlySet<string>,
): Lexicon {
  const meanings = new Map<string, { entries: Set<EntityRecord>; isFull: boolean }>();
  for (const entry of entries) {
    for (const { form, kind } of entry.aliases) {
      if (kind === 'CODE' || form.length < 2) continue;
      const text = foldCharacters(form);
      const meaning = meanings.get(text) ?? { entries: new Set(), isFull: false };
      meaning.entries.add(entry);
      meaning.isFull ||=
        kind === 'FULL' ||
        (kind === 'HISTORIC' && form.length > 2) ||
        (kind === 'SHORT' && /.[州县旗]$/.test(form) && form.length > 2);
      meanings.set(text, meaning);
    }
  }
  // What is a name itself blocks nothing.
  const forms: Form[] = [...blockers]
    .filter((text) => !meanings.has(text))
    .map((text) => ({
      text,
      entries: [],
      isFull: false,
      isBlocker: true,
      isCommonWord: false,
    }));
  for (const [text, { entries: set, isFull }] of meanings) {
    const sorted = [...set].sort((a, b) => rankOf(a) - rankOf(b) || compareBytes(a.key, b.key));
    forms.push({ text, entries: sorted, isFull, isBlocker: false, isCommonWord: common.has(text) });
  }
  return { matcher: createMatcher(forms.map((form) => form.text)), forms };
}

function indexNames(entries: readonly EntityRecord[]): Map<string, EntityRecord[]> {
  const index = new Map<string, EntityRecord[]>();
  for (const entry of entries) {
    for (const name of new Set(entry.aliases.map((alias) => foldName(alias.form)))) {
      const found = index.get(name);
      if (found === undefined) index.set(name, [entry]);
      else found.push(entry);
    }
  }
  for (const found of index.values()) found.sort((a, b) => rankOf(a) - rankOf(b) || compareBytes(a.key, b.key));
  return index;
}
