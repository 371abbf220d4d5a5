import type { Statements } from '../database.ts';
import { query } from '../run.ts';
import { name, sql } from '../sql.ts';

/** A file as the last run left it. */
export interface KnownFile {
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly state: 'TAKEN' | 'IGNORED' | 'QUARANTINED';
  readonly ignoredReason: string | null;
  /** Versions its article was extracted with; null when it has none. */
  readonly gazetteerVersion: string | null;
  readonly extractorVersion: string | null;
}

/** Every known file of a source, by path. Index: Document(sourceId, path). */
export async function loadKnownFiles(statements: Statements, sourceKey: string): Promise<Map<string, KnownFile>> {
  const rows = await query<KnownFile>(
    statements,
    sql`SELECT d."path", d."digest", d."state", d."ignoredReason", a."gazetteerVersion", a."extractorVersion" FROM ${name('Source')} s JOIN ${name('Document')} d ON d."sourceId" = s."id" LEFT JOIN ${name('Article')} a ON a."id" = d."articleId" WHERE s."key" = ${sourceKey} ORDER BY d."path"`,
  );
  return new Map(rows.map((row) => [row.path, row]));
}
