import { readFile } from 'node:fs/promises';
import { type Config, DEFAULT_OVERLAY_FILE } from '../config.ts';
import { DatelineError } from '../errors.ts';
import type { CorrectedGazetteer, OwnTables } from '../extract/corrected-gazetteer.ts';
import type { EntityRecord } from '../model/entity.ts';
import type { Problem } from '../model/problem.ts';

export interface Corrections {
  readonly gazetteer: CorrectedGazetteer;
  readonly own: OwnTables;
  /** Lines that were left out. */
  readonly problems: readonly Problem[];
}

/**
 * The gazetteer of `folder` with a person's own tables: further topics, and corrections.
 *
 * @throws DatelineError CONFIG_INVALID when a table was named that cannot be read.
 */
export async function loadCorrections(
  folder: string,
  { overlayFile, topicsFile }: Pick<Config, 'overlayFile' | 'topicsFile'>,
): Promise<Corrections> {
  const [{ parseGazetteer, readGazetteerFiles }, { addTopics, correctGazetteer, NO_OWN_TABLES }, { parseOverlay }] =
    await Promise.all([
      import('../extract/gazetteer.ts'),
      import('../extract/corrected-gazetteer.ts'),
      import('../extract/overlay-file.ts'),
    ]);
  const shipped = await readGazetteerFiles(folder);
  const overlayPath = overlayFile ?? DEFAULT_OVERLAY_FILE;
  const overlayText = await readTable(overlayPath, { isNamed: overlayFile !== null });
  const topicsText = topicsFile === null ? null : await readTable(topicsFile, { isNamed: true });
  if (overlayText === null && topicsText === null)
    return { gazetteer: correctGazetteer(shipped, NO_OWN_TABLES.overlay), own: NO_OWN_TABLES, problems: [] };
  const known = parseGazetteer(shipped);
  const topics = await readTopics(topicsText ?? '', topicsFile ?? '', known.entries);
  const files = addTopics(shipped, topics.rows);
  const { lookup } = topics.rows === '' ? known : parseGazetteer(files);
  const { overlay, problems } = parseOverlay(overlayText ?? '', { path: overlayPath, lookup });
  return {
    gazetteer: correctGazetteer(files, overlay),
    own: { overlay, topics: topics.rows },
    problems: [...topics.problems, ...problems],
  };
}

/** The lines that can be taken, and what is wrong with the others. */
async function readTopics(text: string, path: string, entries: readonly EntityRecord[]) {
  const { parseTopics } = await import('../extract/topic-file.ts');
  const known = entries.filter(({ type }) => type === 'TOPIC');
  const { problems } = parseTopics(text, known);
  const broken = new Set(problems.map(({ line }) => line));
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const isRow = (content: string, at: number): boolean =>
    !broken.has(at + 1) && content.trim() !== '' && !/^(?:#|name(?:\t|$))/.test(content);
  return {
    rows: lines.filter(isRow).join('\n'),
    problems: problems.map(
      ({ line, reason }): Problem => ({
        code: 'TOPIC_LINE_INVALID',
        severity: 'ERROR',
        path,
        line,
        message: `The topic was left out: ${reason}.`,
        hint: 'Mend the line; the others hold without it.',
      }),
    ),
  };
}

async function readTable(path: string, { isNamed }: { readonly isNamed: boolean }): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isNamed && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new DatelineError('CONFIG_INVALID', `The table at ${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
