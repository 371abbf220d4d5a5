import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from 'vitest';

/** The folder of the examples, a package of its own. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** Why tests of the examples are skipped; null when their packages are here, as they must be in the gate. */
const skipped: string | null =
  existsSync(join(EXAMPLES, 'node_modules')) || process.env.REQUIRE_EXAMPLES === '1'
    ? null
    : 'skipped, run `npm ci --prefix examples` first';

/** A suite that needs the packages of the examples, visibly skipped where they are not installed. */
export function describeWithExamples(name: string, suite: () => void): void {
  describe.skipIf(skipped !== null)(skipped === null ? name : `${name} (${skipped})`, suite);
}

/** Runs a program of one of the examples' packages to its end: `program` as a path under their node_modules. */
export const runExampleTool = (program: string, args: readonly string[], folder: string) =>
  promisify(execFile)(process.execPath, [join(EXAMPLES, 'node_modules', program), ...args], { cwd: folder });
