import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the examples, a package of its own. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** Why tests of the examples are skipped; null when their packages are here. The gate installs them, and then they must be. */
export const examplesSkipped: string | null =
  existsSync(`${EXAMPLES}/node_modules`) || process.env.REQUIRE_EXAMPLES === '1'
    ? null
    : 'skipped, run `npm ci --prefix examples` first';
