import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBreaches } from './rules.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

describe('the rooms', () => {
  it('keep to the table of who may import whom', async () => {
    const { breaches, files } = await findBreaches(SRC);
    expect(files).toBeGreaterThan(20);
    expect(breaches).toEqual([]);
  });
});

describe('the check of the rooms', () => {
  let copy: string;
  let before: readonly string[];
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'dateline-rooms-'));
    const isOurs = (path: string) => !path.includes(join('store', 'generated'));
    await cp(SRC, copy, { recursive: true, filter: isOurs });
    before = (await findBreaches(copy)).breaches;
  });
  afterAll(() => rm(copy, { recursive: true }));

  const plant = async (file: string, text: string): Promise<string[]> => {
    const path = join(copy, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    try {
      const { breaches } = await findBreaches(copy);
      return breaches.filter((breach) => !before.includes(breach));
    } finally {
      await rm(path);
    }
  };

  it.each([
    [
      'a stage that imports another',
      'parse/planted.ts',
      "import { a } from '../source/a.ts';",
      'parse may not import source',
    ],
    ['a type-only import', 'store/planted.ts', "import type { A } from '../parse/a.ts';", 'store may not import parse'],
    ['a dynamic import', 'schema/planted.ts', "await import('../extract/a.ts');", 'schema may not import extract'],
    ['a re-export', 'extract/planted.ts', "export { a } from '../store/a.ts';", 'extract may not import store'],
    [
      'an import from a deep folder',
      'store/read/planted.ts',
      "import '../../schema/a.ts';",
      'store may not import schema',
    ],
    [
      'a server that reaches for the configuration',
      'server/planted.ts',
      "import '../config.ts';",
      'server may not import config',
    ],
    ['a noun that imports anything', 'model/planted.ts', "import '../errors.ts';", 'model may not import errors'],
    ['an import of the entry point', 'cli/planted.ts', "import '../main.ts';", 'nothing may import main'],
    ['a way out of src', 'cli/planted.ts', "import '../../test/a.ts';", 'reaches out of src: ../../test/a.ts'],
    ['a room that is not in the table', 'planted/a.ts', '', 'planted is no room'],
    [
      'a parser that reads files',
      'parse/planted.ts',
      "import 'node:fs/promises';",
      'parse is pure, and must not import node:fs/promises',
    ],
    [
      'a second reader of the environment',
      'server/planted.ts',
      'const a = process.env.PORT;',
      'reads the environment (only config may)',
    ],
    [
      'the environment by another spelling',
      'cli/planted.ts',
      "globalThis.process['env'];",
      'reads the environment (only config may)',
    ],
    ['SQL outside the store', 'schema/planted.ts', "const a = 'SELECT id FROM Article';", 'holds SQL (only store may)'],
    ['SQL in a template', 'ingest/planted.ts', 'const a = `UPDATE Article SET x = 1`;', 'holds SQL (only store may)'],
    ['a raw query', 'schema/planted.ts', 'prisma.$queryRawUnsafe(text);', 'holds SQL (only store may)'],
    ['a star export', 'store/planted.ts', "export * from './client.ts';", 'exports everything (export *)'],
    ['a folder named utils', 'store/utils/planted.ts', '', '“utils” says nothing about what is in it'],
    ['a file named helpers', 'cli/helpers.ts', '', '“helpers.ts” says nothing about what is in it'],
  ])('finds %s', async (_, file, text, breach) => {
    expect(await plant(file, text)).toEqual([`${file}: ${breach}`]);
  });

  it('lets words about SQL and the environment stand in comments and messages', async () => {
    const text = "// process.env, SELECT a FROM b\nconst a = 'Select an article from the list';\n";
    expect(await plant('cli/planted.ts', text)).toEqual([]);
  });
});
