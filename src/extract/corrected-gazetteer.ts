import type { EntityKey } from '../model/entity.ts';
import { type Gazetteer, type GazetteerFiles, parseGazetteer, readGazetteerFiles } from './gazetteer.ts';
import { joinMeanings } from './meaning.ts';
import { mergedKeys, type Overlay } from './overlay.ts';
import { meaningsOfOverlay } from './overlay-meaning.ts';
import { correctTables } from './overlay-tables.ts';

export interface CorrectedGazetteer extends Gazetteer {
  /** Keys merged into others: they resolve, and nothing is found under them. */
  readonly redirects: readonly { readonly key: EntityKey; readonly targetKey: EntityKey }[];
}

/** The tables of `directory` as the corrections would have them. */
export const loadCorrectedGazetteer = async (directory: string, overlay: Overlay): Promise<CorrectedGazetteer> =>
  correctGazetteer(await readGazetteerFiles(directory), overlay);

/** The same from texts already read. Its version is of the corrections, too: without any it is the tables' own. */
export function correctGazetteer(files: GazetteerFiles, overlay: Overlay): CorrectedGazetteer {
  if (overlay.corrections.length === 0) return { ...parseGazetteer(files), redirects: [] };
  const corrected = correctTables(files, overlay);
  const gazetteer = parseGazetteer(corrected.files);
  const moved = new Map([...corrected.redirects, ...mergedKeys(overlay)]);
  return {
    ...gazetteer,
    version: `${gazetteer.version}+${overlay.version}`,
    meanings: () => joinMeanings(gazetteer.meanings(), meaningsOfOverlay(overlay)),
    redirects: [...moved].map(([key, targetKey]) => ({
      key,
      targetKey: corrected.redirects.get(targetKey) ?? targetKey,
    })),
  };
}
