import type { SourceSettings } from '../../model/document.ts';
import { assumedZone } from '../../model/publication.ts';
import type { Database } from '../database.ts';
import { type KnownSource, loadKnownSources } from '../read/known-sources.ts';
import { sql } from '../sql.ts';
import { insertRows } from './bulk.ts';
import type { RunProcess } from './run-process.ts';
import { closeDeadRuns, openAccount, type RunHandle, withOpenRun } from './runs.ts';
import { waitForTurn } from './turn.ts';

/** What a run is about to read, and what it took for known when it decided so. */
export interface Claim {
  readonly sources: readonly ClaimedSource[];
  readonly known: readonly KnownSource[];
  readonly nowMs: number;
  /** The process that runs it, when it is not this one. */
  readonly by?: RunProcess;
}

export interface ClaimedSource {
  readonly settings: SourceSettings;
  /** Hash of the folder; null for a feed. */
  readonly location: string | null;
  /** Address of the feed; null for a folder. */
  readonly url: string | null;
}

/** `CHANGED`: another run changed the sources in between; nothing was claimed, and this is what is known now. */
export type ClaimResult =
  | { readonly kind: 'CLAIMED'; readonly run: RunHandle }
  | { readonly kind: 'CHANGED'; readonly known: readonly KnownSource[] };

/**
 * Opens the account of a run and makes its folders and feeds known sources, all before it reads a file: of runs that begin
 * together one is the first, and the others see what it claimed, as if they had begun after it. (A folder inside
 * another would be a source of its own otherwise, and its files be in both.)
 *
 * A claimed source of which no file is taken goes again when the run ends, or is found dead.
 */
export async function claimSources(database: Database, { sources, known, nowMs, by }: Claim): Promise<ClaimResult> {
  const start = { sourceKeys: sources.map(({ settings }) => settings.key), nowMs, ...(by === undefined ? {} : { by }) };
  let found: readonly KnownSource[] = known;
  const run = await withOpenRun(start, (key) =>
    database.transaction(async (transaction) => {
      await waitForTurn(transaction);
      await closeDeadRuns(transaction, nowMs);
      found = await loadKnownSources(transaction);
      if (!isSame(found, known)) return null;
      const rows = sources.map(({ settings: { key, name, kind, timeZone, baseUrl, language }, location, url }) => ({
        key,
        name,
        kind,
        // Not null in the database: where the source leaves it to its documents, what most of them get.
        timeZone: assumedZone(timeZone, language),
        baseUrl,
        language,
        location,
        url,
      }));
      await insertRows(transaction, 'Source', rows, { onConflict: sql`("key") DO NOTHING` });
      return await openAccount(transaction, key, start);
    }),
  );
  return run === null ? { kind: 'CHANGED', known: found } : { kind: 'CLAIMED', run };
}

const isSame = (a: readonly KnownSource[], b: readonly KnownSource[]): boolean =>
  a.length === b.length &&
  a.every(({ key, location, url }, at) => b[at]?.key === key && b[at]?.location === location && b[at]?.url === url);
