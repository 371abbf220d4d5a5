import type { EntityKey } from '../model/entity.ts';
import type { GazetteerFiles } from './gazetteer.ts';
import { tableHeader } from './gazetteer-file.ts';
import { organisationKey } from './organisation-key.ts';
import { correctionsOf, mergedKeys, type Overlay, typeOfKey } from './overlay.ts';
import { topicKey } from './topic-file.ts';

export interface CorrectedTables {
  readonly files: GazetteerFiles;
  /** Entities of the tables that go by another key now. */
  readonly redirects: ReadonlyMap<EntityKey, EntityKey>;
  /** Forms that entities have by corrections alone. */
  readonly given: ReadonlyMap<EntityKey, readonly string[]>;
}

/**
 * The gazetteer's tables as the corrections would have them: aliases for all articles stand in the row of their
 * entity; a merged entity has no row, and its names, and all that lay in it or belonged to it, are the other's.
 */
export function correctTables(files: GazetteerFiles, overlay: Overlay): CorrectedTables {
  const merged = mergedKeys(overlay);
  const rows = TABLES.flatMap((file) => readRows(file, files[file]));
  const keyed = new Map(rows.map((row) => [row.key, row]));
  const redirects = new Map<EntityKey, EntityKey>();
  const added = new Map<EntityKey, string[]>();
  const add = (key: EntityKey, form: string) => added.set(key, [...(added.get(key) ?? []), form]);

  for (const [from, to] of merged) {
    const row = keyed.get(from);
    if (keyed.has(to)) for (const form of row === undefined ? [plainName(from)] : namesOf(row)) add(to, form);
  }
  // Of topics, a form may be of one only: a name given to another is found in the text all the same.
  for (const { scope, surface, entity } of correctionsOf(overlay, 'ALIAS'))
    if (scope === null && typeOfKey(entity) !== 'TOPIC') add(merged.get(entity) ?? entity, surface);

  const kept = rows.filter((row) => !merged.has(row.key));
  const corrected = kept.map((row) => ({ ...row, cells: correctCells(row, merged, added.get(row.key) ?? []) }));
  for (const row of corrected) {
    const key = keyOf(row.file, row.cells);
    if (key !== row.key) redirects.set(row.key, key);
  }
  const changed = Object.fromEntries(
    TABLES.map((file) => [
      file,
      [
        ...linesBefore(files[file]),
        ...corrected.filter((row) => row.file === file).map((row) => row.cells.join('\t')),
        '',
      ].join('\n'),
    ]),
  );
  const compounds = [...merged].reduce(
    (text, [from, to]) => text.replaceAll(new RegExp(`(?<=[\\t|])${from}(?=[|\\r\\n]|$)`, 'g'), to),
    files['compounds.tsv'],
  );
  return { files: { ...files, ...changed, 'compounds.tsv': compounds }, redirects, given: added };
}

const TABLES = ['countries.tsv', 'divisions.tsv', 'geography.tsv', 'organisations.tsv', 'topics.tsv'] as const;
type Table = (typeof TABLES)[number];

interface Row {
  readonly file: Table;
  readonly key: EntityKey;
  readonly cells: readonly string[];
  /** Columns of the table, by name. */
  readonly at: Readonly<Record<string, number>>;
}

function readRows(file: Table, text: string): Row[] {
  const at = Object.fromEntries(tableHeader(text).map((column, index) => [column, index]));
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map((line) => {
      const cells = line.split('\t');
      return { file, key: keyOf(file, cells), cells, at };
    });
}

/** Comments and the header. */
function linesBefore(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const header = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(0, header + 1);
}

function keyOf(file: Table, [first = '', second = '']: readonly string[]): EntityKey {
  if (file === 'topics.tsv') return topicKey(first);
  if (file === 'organisations.tsv') return organisationKey(second === '' ? null : (second as EntityKey), first);
  return first as EntityKey;
}

/** Forms as they stand in the aliases of another row. */
const namesOf = ({ cells, at }: Row): readonly string[] => [
  cells[at.name as number] ?? '',
  ...(cells[at.aliases as number] ?? '')
    .split('|')
    .filter((alias) => alias !== '')
    .map((alias) => alias.replace(/^[A-Z]+:/, '')),
];

const plainName = (key: EntityKey): string => key.slice(Math.max(key.indexOf('/'), key.indexOf(':')) + 1);

function correctCells(
  { file, cells, at }: Row,
  merged: ReadonlyMap<EntityKey, EntityKey>,
  forms: readonly string[],
): readonly string[] {
  const corrected = [...cells];
  for (const column of ['parent', 'jurisdiction']) {
    const index = at[column];
    const cell = index === undefined ? undefined : corrected[index];
    if (index === undefined || cell === undefined) continue;
    // A topic's parent is named, and no key.
    const to = merged.get(file === 'topics.tsv' ? topicKey(cell) : (cell as EntityKey));
    if (to !== undefined) corrected[index] = file === 'topics.tsv' ? plainName(to) : to;
  }
  const aliases = at.aliases as number;
  const known = new Set(namesOf({ cells, at } as Row));
  const more = [...new Set(forms)].filter((form) => form !== '' && !known.has(form)).map((form) => `NAME:${form}`);
  while (corrected.length <= aliases) corrected.push('');
  corrected[aliases] = [corrected[aliases], ...more].filter((alias) => alias !== '').join('|');
  return corrected;
}
