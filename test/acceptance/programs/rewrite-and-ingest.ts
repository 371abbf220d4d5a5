/**
 * Writes an archive anew and ingests it, version after version: `rewrite-and-ingest.ts <database URL> <folder>
 * <milliseconds>`. Prints the version when it is in, and begins no further one after that time, but three in any case.
 */
import { openGraph } from '../../support/graph.ts';
import { writeVersion } from '../../support/versioned-archive.ts';

const [url, folder, timeMs] = process.argv.slice(2) as [string, string, string];
const graph = await openGraph(url);
const started = performance.now();
for (let version = 1; version <= 3 || performance.now() - started < Number(timeMs); version++) {
  const paths = await writeVersion(folder, version);
  await graph.ingest(paths, { prune: true });
  console.log(version);
}
await graph.close();
