import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Package {
  readonly version: string;
  /** Folder of the samples that fill an empty default database. */
  readonly articlesFolder: string;
  readonly gazetteerFolder: string;
  /** The tagger's weights and lexicon. */
  readonly modelFolder: string;
  /** Operations that the query editor opens with. */
  readonly operationsFolder: string;
}

/** What comes with the program, found alike from `src/` and from the compiled `dist/`. */
export function locatePackage(): Package {
  const root = findRoot(dirname(fileURLToPath(import.meta.url)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    version,
    articlesFolder: join(root, 'seeds', 'articles'),
    gazetteerFolder: join(root, 'seeds', 'gazetteer'),
    modelFolder: join(root, 'seeds', 'model'),
    operationsFolder: join(root, 'examples', 'operations'),
  };
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The program was taken out of its package: no package.json is above it.');
  return findRoot(parent);
}
