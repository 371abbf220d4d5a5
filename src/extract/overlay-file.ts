import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import { digestOf } from '../model/ids.ts';
import type { Problem } from '../model/problem.ts';
import { type Correction, correctionsOf, lastOf, type Overlay, typeOfKey } from './overlay.ts';

export interface ParsedOverlay {
  readonly overlay: Overlay;
  /** A line that is not understood is left out, and told with file, line and reason. */
  readonly problems: readonly Problem[];
}

interface Surroundings {
  /** As problems name it. */
  readonly path: string;
  /** An entity of the gazetteer, before any correction. */
  readonly lookup: (key: EntityKey) => EntityRecord | undefined;
}

/**
 * Reads a table of corrections: tab-separated, one a line; lines that begin with `#` and empty ones are skipped, and
 * so is a first line that names the columns.
 *
 * | action | scope | surface | entity | target | note |
 * | --- | --- | --- | --- | --- | --- |
 * | `hide` | article or `*` | words | key | | mentions of these words, of this entity, or of these words linked to it |
 * | `relink` | article or `*` | words | key or empty | key | these words mean the target; only where they meant `entity`, if given |
 * | `merge` | `*` | | key | key | the entity is the target |
 * | `alias` | article or `*` | words | key | | these words are a name of the entity |
 *
 * An article is named by its key or URL. Words are compared as names are (`foldName`).
 */
export function parseOverlay(text: string, around: Surroundings): ParsedOverlay {
  const corrections: Correction[] = [];
  const problems: Problem[] = [];
  text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .forEach((raw, index) => {
      const cells = raw.split('\t').map((cell) => cell.trim());
      if (raw.startsWith('#') || cells.every((cell) => cell === '') || isHeader(cells)) return;
      const read = readLine(cells, { ...around, line: index + 1, corrections });
      if (typeof read === 'string')
        problems.push({
          code: 'OVERLAY_LINE_INVALID',
          severity: 'ERROR',
          path: around.path,
          line: index + 1,
          message: read,
          hint: 'Mend the line; the others hold without it.',
        });
      else if (read !== null) corrections.push(read);
    });
  return { overlay: { version: versionOf(corrections), corrections }, problems };
}

const isHeader = ([action, scope]: readonly string[]): boolean => action === 'action' && scope === 'scope';

function versionOf(corrections: readonly Correction[]): string {
  const said = corrections.map(({ line: _, ...correction }) => JSON.stringify(correction)).sort();
  return digestOf(said.join('\n')).slice(0, 8);
}

interface Line extends Surroundings {
  readonly line: number;
  /** Those before it. */
  readonly corrections: readonly Correction[];
}

/** A correction, what is wrong with it, or null when it was said before. */
function readLine(cells: readonly string[], around: Line): Correction | string | null {
  const [action = '', scope = '', surface = '', entity = '', target = ''] = cells;
  if (cells.length > COLUMNS.length)
    return `It has ${cells.length} columns; there are ${COLUMNS.length}: ${COLUMNS.join(', ')}.`;
  if (!isAction(action)) return `There is no action “${action}”; there are hide, relink, merge and alias.`;
  if (scope === '') return 'It does not say which article it is for; write * for all.';
  const wrong = checkCells(action, { scope, surface, entity, target });
  if (wrong !== null) return wrong;
  const keys = [entity, target].map((cell) => (cell === '' ? null : readKey(cell, around)));
  const unknown = keys.find((key) => key !== null && 'reason' in key);
  if (unknown !== undefined && unknown !== null && 'reason' in unknown) return unknown.reason;
  const [from, to] = keys.map((key) => (key !== null && 'key' in key ? key.key : null)) as [
    EntityKey | null,
    EntityKey | null,
  ];
  const at = { line: around.line, scope: scope === '*' ? null : scope };
  const correction = {
    hide: { ...at, action: 'HIDE', surface: surface === '' ? null : surface, entity: from },
    relink: { ...at, action: 'RELINK', surface, entity: from, target: to as EntityKey },
    merge: { ...at, action: 'MERGE', entity: from as EntityKey, target: to as EntityKey },
    alias: { ...at, action: 'ALIAS', surface, entity: from as EntityKey },
  }[action] as Correction;
  return checkAmongOthers(correction, around);
}

const COLUMNS = ['action', 'scope', 'surface', 'entity', 'target', 'note'] as const;
const ACTIONS = ['hide', 'relink', 'merge', 'alias'] as const;
type Action = (typeof ACTIONS)[number];
const isAction = (action: string): action is Action => (ACTIONS as readonly string[]).includes(action);

interface Cells {
  readonly scope: string;
  readonly surface: string;
  readonly entity: string;
  readonly target: string;
}

function checkCells(action: Action, { scope, surface, entity, target }: Cells): string | null {
  switch (action) {
    case 'hide':
      if (surface === '' && entity === '') return 'It does not say what to hide: words, an entity, or both.';
      return target === '' ? null : 'Nothing that is hidden has a target.';
    case 'relink':
      if (surface === '') return 'It does not say which words mean another entity.';
      return target === '' ? 'It does not say which entity the words mean.' : null;
    case 'merge':
      if (scope !== '*') return 'Entities are merged everywhere; write * for the article.';
      if (entity === '' || target === '') return 'It takes two entities: the one merged and the one it is.';
      return surface === '' ? null : 'Entities are merged whatever they are called; leave the words out.';
    case 'alias':
      if (surface === '' || entity === '') return 'It takes words and the entity they are a name of.';
      if ([...surface].length < 2) return 'A single character stands in too many words to be a name.';
      return target === '' ? null : 'An alias has no target; the entity it names is the fourth column.';
  }
}

/** A key as it is kept, whatever way its name is written. */
function readKey(cell: string, { lookup }: Surroundings): { readonly key: EntityKey } | { readonly reason: string } {
  const type = typeOfKey(cell);
  if (type === null) return { reason: `“${cell}” is no key of an entity, such as cn:630000 or person:张三.` };
  if (type === 'PLACE')
    return lookup(cell as EntityKey) === undefined
      ? { reason: `The gazetteer has no place ${cell}.` }
      : { key: cell as EntityKey };
  if (lookup(cell as EntityKey) !== undefined) return { key: cell as EntityKey };
  const nameAt = type === 'ORGANIZATION' ? cell.indexOf('/') + 1 : cell.indexOf(':') + 1;
  if (nameAt === 0 || foldName(cell.slice(nameAt)) === '')
    return { reason: `“${cell}” is no key of an organisation, such as org:/澎湃新闻 or org:cn:630000/能源局.` };
  return { key: `${cell.slice(0, nameAt)}${foldName(cell.slice(nameAt))}` as EntityKey };
}

function checkAmongOthers(correction: Correction, { corrections, lookup }: Line): Correction | string | null {
  const { line: _, ...said } = correction;
  for (const { line, ...before } of corrections) {
    if (JSON.stringify(before) === JSON.stringify(said)) return null;
    if (isContradiction(before, said)) return `It contradicts line ${line}.`;
  }
  if (correction.action !== 'MERGE') return correction;
  const { entity, target } = correction;
  if (typeOfKey(entity) !== typeOfKey(target)) return `${entity} and ${target} are of different types.`;
  if (lookup(entity) !== undefined && lookup(target) === undefined)
    return `${entity} is in the gazetteer and ${target} is not: merge them the other way round.`;
  if (liesIn(target, entity, lookup)) return `${target} lies in ${entity}, or belongs to it: what would contain it?`;
  const merges = correctionsOf({ version: '', corrections }, 'MERGE');
  const next = new Map(merges.map((merge) => [merge.entity, merge.target]));
  return entity === target || lastOf(next, target) === entity ? `${entity} would be merged into itself.` : correction;
}

function liesIn(key: EntityKey, outer: EntityKey, lookup: Surroundings['lookup']): boolean {
  for (let at = lookup(key)?.parentKey ?? null; at !== null; at = lookup(at)?.parentKey ?? null)
    if (at === outer) return true;
  return false;
}

type Said = Omit<Correction, 'line'>;

/** The same question answered in two ways. */
function isContradiction(a: Said, b: Said): boolean {
  if (a.action !== b.action || (a.action !== 'RELINK' && a.action !== 'MERGE')) return false;
  const question = ({ target: _, ...rest }: Said & { readonly target?: unknown; readonly surface?: string }) =>
    JSON.stringify({ ...rest, surface: rest.surface === undefined ? null : foldName(rest.surface) });
  return question(a) === question(b);
}
