/** Adds, alters, renames and removes documents of one source: `churn.ts <database URL> <source key> <seed> <batches>`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../../src/store/store.ts';
import { makeBatch, NOW_MS, sourceSettings, taken } from '../../support/documents.ts';
import { Random } from '../../support/random.ts';
import { extractSmall, randomDocument } from '../../support/small-world.ts';

const PATHS = Array.from({ length: 12 }, (_, index) => `${index}.md`);

const [url, key, seed, batches] = process.argv.slice(2) as [string, string, string, string];
const store = await openStore(url);
const random = new Random(Number(seed));
for (let batch = 0; batch < Number(batches); batch++) {
  const paths = random.shuffle(PATHS).slice(0, 1 + random.below(4));
  const changes = paths.map((path) => {
    if (random.chance(0.3)) return { kind: 'REMOVED' as const, path };
    const document = randomDocument(random);
    return taken(path, document, extractSmall(document));
  });
  await store.saveBatch(
    makeBatch(changes, {
      source: sourceSettings(key),
      nowMs: NOW_MS + batch,
      extract: async (document) => extractSmall(document),
    }),
  );
  // As a run that reads files between its batches: SQLite's lock is not handed out in turn.
  await sleep(60 + random.below(60));
}
await store.close();
