import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The database clients are not in the repository; a clone that was never built gets them before the first test. */
export default function generateClients(): void {
  if (existsSync(new URL('../../src/store/generated/pothos.ts', import.meta.url))) return;
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/generate.ts'], { cwd: root, stdio: 'inherit' });
}
