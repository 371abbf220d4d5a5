import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './graph.ts';

/** Real articles that are not ours to ship. They lie beside the checkout where there are any. */
const CORPUS = join(ROOT, '../shared/corpus');
const isPresent = existsSync(join(CORPUS, 'rsshub.tar.gz'));

export interface Corpus {
  /** Absolute; holds `rsshub/` and `oddities/`. */
  readonly folder: string;
  /** Article files relative to `folder`, 92 of them. */
  readonly files: readonly string[];
  /** Provinces that an annotator found, by path relative to `rsshub/`; files without any are absent. */
  readonly provinces: ReadonlyMap<string, readonly string[]>;
  remove(): void;
}

/** A suite over the corpus: visibly skipped where that is absent, a failure there if REQUIRE_CORPUS=1. */
export function describeWithCorpus(name: string, suite: () => void): void {
  if (isPresent) {
    describe(name, suite);
    return;
  }
  describe.skip(`${name} (skipped: no corpus at ${relative(ROOT, CORPUS)})`, suite);
  it(`${name}: the corpus may be absent unless REQUIRE_CORPUS=1`, () => {
    expect(process.env.REQUIRE_CORPUS).not.toBe('1');
  });
}

/** Unpacks the corpus into a temporary folder. */
export function unpackCorpus(): Corpus {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-corpus-'));
  execFileSync('tar', ['-xzf', join(CORPUS, 'rsshub.tar.gz'), '-C', folder]);
  cpSync(join(CORPUS, 'oddities'), join(folder, 'oddities'), { recursive: true });
  rmSync(join(folder, 'oddities/ODDITIES.md'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return {
    folder,
    files,
    provinces: readProvinces(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function readProvinces(folder: string): Map<string, readonly string[]> {
  const [index] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.name === 'INDEX.tsv',
  );
  if (index === undefined) return new Map();
  const rows = readFileSync(join(index.parentPath, index.name), 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  return new Map(
    rows.filter((cells) => cells[4]).map((cells) => [cells[0] as string, (cells[4] as string).split('、')]),
  );
}
