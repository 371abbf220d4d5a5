/**
 * Generates both database clients and the Pothos types into src/store/generated (`npm run generate`).
 *
 * Works offline.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { derivePostgresqlSchema } from './derive-postgresql.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'prisma/schema.prisma');
const derived = join(root, 'src/store/generated/postgresql.prisma');

await mkdir(dirname(derived), { recursive: true });
await writeFile(derived, derivePostgresqlSchema(await readFile(source, 'utf8')));
await Promise.all([source, derived].map(generate));

async function generate(schema: string): Promise<void> {
  // The generators are looked for on PATH, which npm extends but other callers do not.
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, DATELINE_PRISMA_SCHEMA: schema };
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  try {
    await promisify(execFile)(process.execPath, [prisma, 'generate', '--no-hints'], { cwd: root, env });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    console.error(`${schema}:\n${stdout ?? ''}${stderr ?? ''}`);
    process.exitCode = 1;
  }
}
