import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Programs that tests start are the compiled one, and the database clients are not in the repository: both are made of the sources as they are. */
export default function build(): void {
  // Under `npx vitest` the script would take an old build for good enough.
  const env = { ...process.env, npm_command: 'test' };
  execFileSync(process.execPath, ['scripts/build-when-stale.mjs'], { cwd: root, stdio: 'inherit', env });
}
