import { readFile } from 'node:fs/promises';
import { type Config, DEFAULT_OVERLAY_FILE } from '../config.ts';
import { DatelineError } from '../errors.ts';
import type { CorrectedGazetteer } from '../extract/corrected-gazetteer.ts';
import type { Overlay } from '../extract/overlay.ts';
import type { Problem } from '../model/problem.ts';

export interface Corrections {
  readonly gazetteer: CorrectedGazetteer;
  readonly overlay: Overlay;
  /** Lines that were left out. */
  readonly problems: readonly Problem[];
}

/**
 * The gazetteer of `folder` as the table of corrections would have it. Tables of a person's own are read here: what
 * they hold goes into the gazetteer's tables, and what is wrong with them among the problems.
 *
 * @throws DatelineError CONFIG_INVALID when a table was named that cannot be read.
 */
export async function loadCorrections(folder: string, config: Pick<Config, 'overlayFile'>): Promise<Corrections> {
  const [{ parseGazetteer, readGazetteerFiles }, { correctGazetteer }, { parseOverlay }, { NO_OVERLAY }] =
    await Promise.all([
      import('../extract/gazetteer.ts'),
      import('../extract/corrected-gazetteer.ts'),
      import('../extract/overlay-file.ts'),
      import('../extract/overlay.ts'),
    ]);
  const files = await readGazetteerFiles(folder);
  const path = config.overlayFile ?? DEFAULT_OVERLAY_FILE;
  const text = await readTable(path, { isNamed: config.overlayFile !== null });
  if (text === null) return { gazetteer: correctGazetteer(files, NO_OVERLAY), overlay: NO_OVERLAY, problems: [] };
  const { overlay, problems } = parseOverlay(text, { path, lookup: parseGazetteer(files).lookup });
  return { gazetteer: correctGazetteer(files, overlay), overlay, problems };
}

async function readTable(path: string, { isNamed }: { readonly isNamed: boolean }): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isNamed && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new DatelineError(
      'CONFIG_INVALID',
      `The corrections at ${path} cannot be read: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}
