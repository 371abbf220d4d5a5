import type { IngestProgress } from '../ingest/ingest.ts';
import { group } from './report.ts';

export interface ProgressView {
  /** Null before anything is known. */
  readonly state: IngestProgress | null;
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
  /** Of the terminal. */
  readonly columns: number | undefined;
}

const MOST_BAR_COLUMNS = 24;
const FEWEST_BAR_COLUMNS = 6;

/** A path of which less is to be seen tells nothing. */
const FEWEST_PATH_COLUMNS = 12;

/** One line that fits: what a narrow terminal has no room for is left out, the path first and then the bar. */
export function formatProgress({ state, perSecond, secondsLeft, columns = 80 }: ProgressView): string {
  // The last column is left free: some terminals go to the next line when it is written.
  const room = columns - 1;
  if (state === null) return cut('Looking for files…', room);
  const { isCounting, done, total, path, unit = 'files' } = state;
  if (isCounting) return cut(`Counting files: ${group(total)}`, room);
  const share = total === 0 ? 1 : done / total;
  // What is not known yet has its place all the same, so that nothing moves when it comes.
  const numbers = [
    `${Math.floor(share * 100)} %`.padStart(5),
    `${group(done).padStart(group(total).length)} of ${group(total)} ${unit}`,
    (perSecond === null ? '' : `${group(Math.round(perSecond))} ${unit}/s`).padStart(13),
    (secondsLeft === null ? '' : `${formatDuration(secondsLeft)} left`).padStart(11),
  ].join('  ');
  const barColumns = Math.min(MOST_BAR_COLUMNS, room - numbers.length - 1);
  if (barColumns < FEWEST_BAR_COLUMNS) return cut(numbers.trim(), room);
  const line = `${'█'.repeat(Math.round(share * barColumns)).padEnd(barColumns, '░')} ${numbers}`;
  const pathRoom = room - line.length - 2;
  return pathRoom < FEWEST_PATH_COLUMNS ? line : `${line}  ${cutStart(path, pathRoom)}`;
}

/** As coarse as it is sure: a second more or less of many minutes would only be unrest. */
function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole <= 90) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  return minutes <= 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

const cut = (text: string, columns: number): string => text.slice(0, Math.max(0, columns));

/** The end of a path tells files apart. */
function cutStart(path: string, columns: number): string {
  const characters = [...path.replace(CONTROL, '�')];
  let width = 0;
  let start = characters.length;
  while (start > 0) {
    const next = columnsOf(characters[start - 1] as string);
    if (width + next > columns) break;
    width += next;
    start--;
  }
  if (start === 0) return characters.join('');
  while (width > columns - 1) width -= columnsOf(characters[start++] as string);
  return `…${characters.slice(start).join('')}`;
}

/** Two columns for East Asian and pictorial characters, none for marks that join the one before. Unicode, UAX #11. */
function columnsOf(character: string): number {
  if (/\p{M}|\u200d/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const WIDE =
  /[\u1100-\u115f\u231a-\u23f3\u25fd-\u27bf\u2b1b-\u2b55\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

// A file's name may hold what a terminal would obey.
const CONTROL = /\p{Cc}/gu;
