import type { EntityKey } from '../model/entity.ts';
import { type Gazetteer, type GazetteerFiles, parseGazetteer, readGazetteerFiles } from './gazetteer.ts';
import { joinMeanings } from './meaning.ts';
import { mergedKeys, NO_OVERLAY, type Overlay } from './overlay.ts';
import { meaningsOfOverlay } from './overlay-meaning.ts';
import { correctTables } from './overlay-tables.ts';

export interface CorrectedGazetteer extends Gazetteer {
  /** Keys merged into others: they resolve, and nothing is found under them. */
  readonly redirects: readonly { readonly key: EntityKey; readonly targetKey: EntityKey }[];
  /** Forms that entities have by corrections alone: what is found by one of these a person has linked. */
  readonly given: ReadonlyMap<EntityKey, readonly string[]>;
}

/** What a person adds to the tables that ship, as plain data. */
export interface OwnTables {
  readonly overlay: Overlay;
  /** Rows of further topics, those alone that can be taken. */
  readonly topics: string;
}

export const NO_OWN_TABLES: OwnTables = Object.freeze({ overlay: NO_OVERLAY, topics: '' });

/** The tables of `directory` with a person's own. */
export async function loadCorrectedGazetteer(directory: string, own: OwnTables): Promise<CorrectedGazetteer> {
  return correctGazetteer(addTopics(await readGazetteerFiles(directory), own.topics), own.overlay);
}

/** The tables with further topics behind those that ship. */
export const addTopics = (files: GazetteerFiles, topics: string): GazetteerFiles =>
  topics === '' ? files : { ...files, 'topics.tsv': `${files['topics.tsv'].trimEnd()}\n${topics}\n` };

/** The same from texts already read. Its version is of the corrections, too: without any it is the tables' own. */
export function correctGazetteer(files: GazetteerFiles, overlay: Overlay): CorrectedGazetteer {
  if (overlay.corrections.length === 0) return { ...parseGazetteer(files), redirects: [], given: new Map() };
  const corrected = correctTables(files, overlay);
  const gazetteer = parseGazetteer(corrected.files);
  const moved = new Map([...corrected.redirects, ...mergedKeys(overlay)]);
  return {
    ...gazetteer,
    version: `${gazetteer.version}+${overlay.version}`,
    meanings: () => joinMeanings(gazetteer.meanings(), meaningsOfOverlay(overlay)),
    given: corrected.given,
    redirects: [...moved].map(([key, targetKey]) => ({
      key,
      targetKey: corrected.redirects.get(targetKey) ?? targetKey,
    })),
  };
}
