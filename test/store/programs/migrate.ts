/**
 * A process of its own that migrates a database: `migrate.ts <url> [<migrations folder> [die]]`. Prints what it
 * applied, as JSON. With `die` it kills itself after the first migration's script has run, before the commit.
 */
import { openDatabase } from '../../../src/store/client.ts';
import { MIGRATIONS_DIRECTORY, migrate } from '../../../src/store/migrate.ts';

const [url = '', directory = MIGRATIONS_DIRECTORY, fate] = process.argv.slice(2);
const database = await openDatabase(url);
const { applied } = await migrate(
  fate === 'die' ? { ...database, openScriptConnection: openDoomed } : database,
  directory,
);
console.log(JSON.stringify(applied));
await database.close();

async function openDoomed() {
  const connection = await database.openScriptConnection();
  return {
    ...connection,
    exclusively: <T>(work: Parameters<typeof connection.exclusively<T>>[0]) =>
      connection.exclusively((script) =>
        work({
          ...script,
          async run(text) {
            await script.run(text);
            if (!text.includes('_prisma_migrations')) process.kill(process.pid, 'SIGKILL');
          },
        }),
      ),
  };
}
