/** Saves batches of one article each: `save-batches.ts <database URL> <source key> <batches>`. */
import { openStore } from '../../../src/store/store.ts';
import { makeBatch, makeDocument, sourceSettings, taken } from '../../support/documents.ts';

const [url, key, batches] = process.argv.slice(2) as [string, string, string];
const store = await openStore(url);
for (let batch = 0; batch < Number(batches); batch++) {
  const document = makeDocument({ title: `${key} ${batch}`, tags: ['共同'], categories: [['共同', `${batch}`]] });
  await store.saveBatch(makeBatch([taken(`${batch}.md`, document)], { source: sourceSettings(key) }));
}
await store.close();
