/**
 * Writes the migration that leads from the last migrated schema to prisma/schema.prisma, for both providers.
 *
 *   tsx scripts/author-migration.ts <verb_noun>             a further migration
 *   tsx scripts/author-migration.ts <verb_noun> --empty     one to fill in by hand (full-text tables, triggers, data)
 *   tsx scripts/author-migration.ts <verb_noun> --restart   the first migration again, in place; before a release only
 *
 * Read what it wrote. On SQLite a changed table is made anew and loses its triggers: recreate them at the end
 * of the same script, and rebuild what they kept up to date.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Provider } from '../src/store/database.ts';
import { adaptPostgresqlScript } from './adapt-postgresql-script.ts';
import { derivePostgresqlSchema } from './derive-postgresql.ts';
import { diffSchemas } from './schema-engine.ts';

const prismaFolder = fileURLToPath(new URL('../prisma', import.meta.url));
const migrationsFolder = join(prismaFolder, 'migrations');
const snapshotFile = join(migrationsFolder, 'snapshot.prisma');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { empty: { type: 'boolean', default: false }, restart: { type: 'boolean', default: false } },
});
const [name] = positionals;
if (
  name === undefined ||
  !/^[a-z]+(_[a-z]+)+$/.test(name) ||
  positionals.length > 1 ||
  (options.empty && options.restart)
) {
  console.error('Usage: tsx scripts/author-migration.ts <verb_noun> [--empty | --restart], for example add_search');
  process.exit(2);
}

const schema = await readFile(join(prismaFolder, 'schema.prisma'), 'utf8');
const scripts = await authorScripts(schema);
if (!options.empty && Object.values(scripts).every((script) => script === '')) {
  console.error('The schema has not changed since the last migration. For one written by hand, add --empty.');
  process.exit(1);
}
const folder = `${(await timeToReuse()) ?? timestamp(new Date())}_${name}`;
for (const [provider, script] of Object.entries(scripts)) await write(join(migrationsFolder, provider, folder), script);
if (!options.empty) await writeFile(snapshotFile, schema);

async function authorScripts(to: string): Promise<Record<Provider, string>> {
  if (options.empty) return { sqlite: BY_HAND, postgresql: BY_HAND };
  const from = options.restart ? null : await readFile(snapshotFile, 'utf8').catch(() => null);
  return {
    sqlite: await diffSchemas('sqlite', from, to),
    postgresql: adaptPostgresqlScript(
      await diffSchemas('postgresql', from === null ? null : derivePostgresqlSchema(from), derivePostgresqlSchema(to)),
    ),
  };
}

const BY_HAND = '-- Written by hand: nothing in prisma/schema.prisma stands for it.\n';

/** The time of the first migration when it is to be written again; it goes, and its name need not stay. */
async function timeToReuse(): Promise<string | null> {
  if (!options.restart) return null;
  let time: string | null = null;
  for (const provider of Object.keys(scripts)) {
    const [first] = (await readdir(join(migrationsFolder, provider)).catch(() => [])).sort();
    if (first === undefined) continue;
    time = first.slice(0, first.indexOf('_'));
    await rm(join(migrationsFolder, provider, first), { recursive: true });
  }
  return time;
}

async function write(path: string, script: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'migration.sql'), script);
  console.log(join(path, 'migration.sql'));
}

/** UTC, `YYYYMMDDhhmmss`: names sort by time. */
function timestamp(now: Date): string {
  return now.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}
