/**
 * Extraction at speed: MB of visible text a second and core for places alone, the rules alone and the rules with
 * the tagger, and whether a long line costs more than many short ones.
 *
 *   npm run build && npx tsx bench/extract.ts ARCHIVE.tar.gz …
 *
 * The archives are unpacked to a temporary folder and parsed by the compiled program; only extraction is measured,
 * by CPU time, with the ways taking turns in one process. Only the ratios hold on another machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = new URL('../dist/', import.meta.url);
const load = <Module>(path: string): Promise<Module> => import(new URL(path, PROGRAM).href) as Promise<Module>;
const { loadGazetteer } = await load<typeof import('../src/extract/gazetteer.ts')>('extract/gazetteer.js');
const { createBuiltInExtractor } = await load<typeof import('../src/extract/extract.ts')>('extract/extract.js');
const { loadTagger } = await load<typeof import('../src/extract/tagger/load-tagger.ts')>(
  'extract/tagger/load-tagger.js',
);
const { scanPlaces } = await load<typeof import('../src/extract/place.ts')>('extract/place.js');
const { linkPlaces } = await load<typeof import('../src/extract/link.ts')>('extract/link.js');
const { EntityRegister } = await load<typeof import('../src/extract/entity-register.ts')>('extract/entity-register.js');
const { createFieldText } = await load<typeof import('../src/extract/field-text.ts')>('extract/field-text.js');
const { parseDocument } = await load<typeof import('../src/parse/parse.ts')>('parse/parse.js');
const { defaultsFor } = await load<typeof import('../src/source/find-roots.ts')>('source/find-roots.js');
const { UNDATED } = await load<typeof import('../src/model/publication.ts')>('model/publication.js');

const seeds = fileURLToPath(new URL('../seeds/', import.meta.url));
const gazetteer = await loadGazetteer(join(seeds, 'gazetteer'));
const rules = createBuiltInExtractor(gazetteer);
const both = createBuiltInExtractor(gazetteer, { tagger: await loadTagger({ folder: join(seeds, 'model') }) });
const input = (text: string) => ({ title: '', text, language: 'zh', publication: UNDATED, credits: [] });
const WAYS: Readonly<Record<string, (text: string) => void>> = {
  'places alone': (text) =>
    void linkPlaces([scanPlaces(createFieldText('BODY', text), gazetteer)], gazetteer, new EntityRegister(gazetteer)),
  'rules alone': (text) => void rules.extract(input(text)),
  'rules and tagger': (text) => void both.extract(input(text)),
};

const home = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
const corpora = process.argv.slice(2).map((archive) => ({ name: basename(archive), texts: readTexts(archive) }));
for (const { name, texts } of corpora) print(name, texts);

const chinese = corpora.flatMap(({ texts }) => texts).filter((text) => /\p{Script=Han}{20}/u.test(text));
if (chinese.length > 0) {
  const short = cutTo(chinese, 5_000_000);
  print('5 MB in short texts', short);
  print('5 MB in one line', [short.join('').replaceAll('\n', '，')]);
}

/** Visible texts of an archive's articles. */
function readTexts(archive: string): string[] {
  const folder = mkdtempSync(join(home, 'archive-'));
  execFileSync('tar', ['xzf', archive, '-C', folder]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => /\.(?:md|markdown|html?)$/.test(path))
    .sort()
    .flatMap((path) => {
      const file = { path, bytes: readFileSync(join(folder, path)) };
      const parsed = parseDocument(file, defaultsFor('bench'), new Date());
      return parsed.kind === 'PARSED' ? [parsed.document.text] : [];
    });
}

function cutTo(texts: readonly string[], bytes: number): string[] {
  const cut: string[] = [];
  for (let size = 0, i = 0; size < bytes; i = (i + 1) % texts.length) {
    cut.push(texts[i] as string);
    size += Buffer.byteLength(texts[i] as string);
  }
  return cut;
}

function print(name: string, texts: readonly string[]): void {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const seconds = new Map<string, number>();
  // The first round warms the code up and is not counted.
  for (let round = 0; round < 3; round++)
    for (const [way, run] of Object.entries(WAYS)) {
      const before = process.cpuUsage();
      for (const text of texts) run(text);
      const { user, system } = process.cpuUsage(before);
      if (round > 0) seconds.set(way, Math.min(seconds.get(way) ?? Number.POSITIVE_INFINITY, (user + system) / 1e6));
    }
  const rates = [...seconds].map(([way, time]) => `${way} ${(megabytes / time).toFixed(2)}`);
  console.log(`${name} (${texts.length} texts, ${megabytes.toFixed(1)} MB): MB/s ${rates.join(', ')}`);
}
