import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Brings up to date what is not in the repository: the compiled program, which tests start, and the database clients. */
export default function build(): void {
  // Under `npx vitest` the script would take an old build for good enough.
  const env = { ...process.env, npm_command: 'test' };
  execFileSync(process.execPath, ['scripts/build-when-stale.mjs'], { cwd: root, stdio: 'inherit', env });
}
