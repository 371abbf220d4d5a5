/**
 * Ingest at speed: how it compares with a bare loop over the same files on as many cores, where its time goes,
 * what a second run costs, and whether memory grows with the archive.
 *
 *   npm run bench:ingest                            10,000 and 100,000 articles (about an hour on two slow cores)
 *   npm run bench:ingest -- --articles 1000,10000   others, the smallest first
 *   npm run bench:ingest -- --short                 short news of 2 kB each
 *
 * Everything is measured in this one run, each command as a process of its own, on the compiled program. Only the
 * ratios mean something: absolute figures are this machine's.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { IngestReport } from '../src/model/report.ts';
import { generateArchive } from './generate-archive.ts';
import { type Measured, measureProcess } from './measured-process.ts';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const BARE_LOOP = fileURLToPath(new URL('./bare-loop.mjs', import.meta.url));

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '10000,100000' }, short: { type: 'boolean', default: false } },
});
const sizes = values.articles.split(',').map(Number);
const home = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

const peaks: { readonly size: number; readonly bare: Measured; readonly plain: Ingested; readonly full: Ingested }[] =
  [];
for (const size of sizes) {
  const archive = join(home, String(size));
  generateArchive(archive, size, { isShort: values.short });
  const bare = await measureProcess([BARE_LOOP, archive]);
  const plain = await ingest(archive, 'plain', ['--no-extraction']);
  const full = await ingest(archive, 'full');
  const again = await ingest(archive, 'full');
  // Once more, so that a machine that grew slower or faster in the meantime shows.
  const bareAfter = await measureProcess([BARE_LOOP, archive]);
  print(size, { bare, plain, full, again, bareAfter });
  peaks.push({ size, bare, plain, full });
  rmSync(archive, { recursive: true });
}
const [first, last] = [peaks.at(0), peaks.at(-1)];
if (first !== undefined && last !== undefined && first !== last) {
  const grown = (of: 'plain' | 'full') => (last[of].peakBytes / first[of].peakBytes).toFixed(2);
  console.log(
    `\nPeak memory at ${last.size} over that at ${first.size}: ${grown('full')} (without extraction ${grown('plain')})`,
  );
}

type Ingested = Measured & { readonly report: IngestReport };

async function ingest(archive: string, name: string, options: readonly string[] = []): Promise<Ingested> {
  const database = `file:${join(home, `${archive.split('/').at(-1)}-${name}.db`)}`;
  const command = [PROGRAM, 'ingest', archive, '--json', ...options];
  const measured = await measureProcess(command, { DATABASE_URL: database, LOG_LEVEL: 'silent' });
  return { ...measured, report: JSON.parse(measured.stdout) as IngestReport };
}

interface Round {
  readonly bare: Measured;
  readonly plain: Ingested;
  readonly full: Ingested;
  readonly again: Ingested;
  readonly bareAfter: Measured;
}

function print(size: number, { bare, plain, full, again, bareAfter }: Round): void {
  const bareSeconds = (bare.wallSeconds + bareAfter.wallSeconds) / 2;
  const rate = (seconds: number) => (size / seconds).toFixed(0).padStart(9);
  const line = (name: string, seconds: number, { peakBytes, cpuSeconds }: Measured) =>
    console.log(
      `${name.padEnd(34)}${rate(seconds)} /s ${(bareSeconds / seconds).toFixed(2).padStart(7)} ×loop ${((cpuSeconds / size) * 1000).toFixed(2).padStart(7)} ms CPU each ${(peakBytes / 2 ** 20).toFixed(0).padStart(6)} MB`,
    );
  console.log(`\n${size} articles: taken ${full.report.taken}, quarantined ${full.report.quarantined}`);
  line('bare loop', bareSeconds, bare);
  line('ingest without extraction', plain.wallSeconds, plain);
  line('ingest', full.wallSeconds, full);
  line('ingest again, nothing changed', again.wallSeconds, again);
  console.log(
    `second run: ${(full.wallSeconds / again.wallSeconds).toFixed(1)} times as fast as the first; unchanged ${again.report.unchanged}`,
  );
  for (const [name, { report }] of [
    ['without extraction', plain],
    ['with extraction', full],
  ] as const)
    console.log(`share of the work ${name}: ${shares(report)}`);
}

function shares({ phases }: IngestReport): string {
  const whole = Object.values(phases).reduce((sum, ms) => sum + ms, 0);
  return Object.entries(phases)
    .map(([phase, ms]) => `${phase.replace('Ms', '')} ${((100 * ms) / whole).toFixed(0)} %`)
    .join(', ');
}
