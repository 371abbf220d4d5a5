/**
 * Builds `dist/` unless it was built from exactly these sources (`prepare`, `prestart`): a fresh clone is ready
 * after `npm ci`, a pulled or edited one after `npm start`, and nobody waits for a build that changes nothing.
 *
 * Plain JavaScript, because it must say something sensible even where the development packages are missing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'dist', '.built-from');
const isBuilt = existsSync(join(root, 'dist', 'main.js'));

if (!isStale()) process.exit(0);
// `npx dateline` links the clone into npm's cache and prepares it there; if that failed half-way, npx would
// never work for this clone again. What is built is good enough for it.
if (isBuilt && process.env.npm_command === 'exec') process.exit(0);
if (!existsSync(join(root, 'node_modules', 'typescript'))) {
  if (isBuilt) process.exit(0);
  console.error('Dateline is not built, and building needs the development packages: run `npm ci` without --omit=dev.');
  process.exit(1);
}
build();

function isStale() {
  const hasClients = existsSync(join(root, 'src/store/generated/pothos.ts'));
  return !isBuilt || !hasClients || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== digestSources();
}

function build() {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const { status } = spawnSync(command, [...first, 'run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stampFile, digestSources());
}

/** SHA-256 over the names and contents of everything the build reads. */
function digestSources() {
  const hash = createHash('sha256');
  const files = ['package-lock.json', 'tsconfig.json', 'prisma.config.ts', 'prisma/schema.prisma', ...list('scripts')];
  for (const file of [...files, ...list('src')]) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function list(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((file) => !file.replaceAll('\\', '/').startsWith('src/store/generated/'))
    .sort();
}
