import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBuiltInExtractor } from '../../src/extract/extract.ts';
import type { Extractor } from '../../src/extract/extractor.ts';
import { GAZETTEER_FILES, type Gazetteer, type GazetteerFiles, parseGazetteer } from '../../src/extract/gazetteer.ts';
import { ROOT } from './graph.ts';

/** The tables that ship, as text. */
export const readTables = (): GazetteerFiles =>
  Object.fromEntries(
    GAZETTEER_FILES.map((file) => [file, readFileSync(join(ROOT, 'seeds/gazetteer', file), 'utf8')]),
  ) as GazetteerFiles;

export type TableEdit = (tables: GazetteerFiles) => Partial<GazetteerFiles>;

/** The gazetteer that ships, with edits a person might make to its tables. */
export function editedGazetteer(...edits: readonly TableEdit[]): Gazetteer {
  let tables = readTables();
  for (const edit of edits) tables = { ...tables, ...edit(tables) };
  return parseGazetteer(tables);
}

/** Adds a row at the end of a table. */
export const addRow =
  (file: keyof GazetteerFiles, ...cells: readonly string[]): TableEdit =>
  (tables) => ({ [file]: `${tables[file].trimEnd()}\n${cells.join('\t')}\n` });

/** Changes one cell of the row that begins with `first`; throws when there is no such row. */
export const editCell =
  (file: keyof GazetteerFiles, first: string, column: number, change: (cell: string) => string): TableEdit =>
  (tables) => {
    const lines = tables[file].split('\n');
    const at = lines.findIndex((line) => line.startsWith(`${first}\t`));
    if (at < 0) throw new Error(`${file} has no row ${first}`);
    const cells = (lines[at] as string).split('\t');
    cells[column] = change(cells[column] ?? '');
    lines[at] = cells.join('\t');
    return { [file]: lines.join('\n') };
  };

/** Takes out the row that begins with `first`. */
export const removeRow =
  (file: keyof GazetteerFiles, first: string): TableEdit =>
  (tables) => ({ [file]: tables[file].replace(new RegExp(`^${first}(?:\\t.*)?\\n`, 'm'), '') });

export const addAlias = (alias: string) => (cell: string) => (cell === '' ? alias : `${cell}|${alias}`);

/** The built-in extractor, noting the titles of the articles it is asked for. */
export function createWatchedExtractor(gazetteer: Gazetteer): Extractor & { readonly asked: string[] } {
  const inner = createBuiltInExtractor(gazetteer);
  const asked: string[] = [];
  return {
    ...inner,
    asked,
    extract(input) {
      asked.push(input.title);
      return inner.extract(input);
    },
  };
}
