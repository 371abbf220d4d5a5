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
  const { folder, remove } = unpackArticles();
  return { folder, files: articlesIn(folder), provinces: readProvinces(folder), remove };
}

export interface Archives {
  /** Absolute; holds a folder for each source. */
  readonly folder: string;
  /** Article files relative to their source's folder, by its name: 4,961 of them. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  remove(): void;
}

/** Unpacks the corpus and the whole sites beside it. */
export function unpackArchives(): Archives {
  const { folder, remove } = unpackArticles();
  const archives = readdirSync(join(CORPUS, 'archives')).filter((name) => name.endsWith('.tar.gz'));
  for (const name of archives) execFileSync('tar', ['-xzf', join(CORPUS, 'archives', name), '-C', folder]);
  const sources = readdirSync(folder).sort();
  return { folder, files: new Map(sources.map((source) => [source, articlesIn(join(folder, source))])), remove };
}

function unpackArticles(): Pick<Corpus, 'folder' | 'remove'> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-corpus-'));
  execFileSync('tar', ['-xzf', join(CORPUS, 'rsshub.tar.gz'), '-C', folder]);
  cpSync(join(CORPUS, 'oddities'), join(folder, 'oddities'), { recursive: true });
  rmSync(join(folder, 'oddities/ODDITIES.md'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const articlesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

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
