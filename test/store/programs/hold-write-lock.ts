/** Writes, and holds the lock a while before it commits: `hold-write-lock.ts <database URL> <milliseconds>`. Says when it has it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../src/store/client.ts';

const [url, milliseconds] = process.argv.slice(2) as [string, string];
const database = await openDatabase(url);
await database.transaction(async (transaction) => {
  await transaction.execute('UPDATE "Corpus" SET "revision" = "revision" + 1');
  console.log('held');
  await sleep(Number(milliseconds));
});
await database.close();
