/**
 * The least that anyone must do with an archive of Markdown files: read each, take its front matter off with
 * gray-matter, render it with markdown-it, load it into cheerio and take its text; on as many threads as there
 * are cores. No cleaning, no sanitising, nothing kept. What Dateline's ingest is measured against.
 *
 *   node bench/bare-loop.mjs <folder> [threads]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { load } from 'cheerio';
import matter from 'gray-matter';
import MarkdownIt from 'markdown-it';

if (isMainThread) {
  const [folder, threads = String(availableParallelism())] = process.argv.slice(2);
  const started = performance.now();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
  const counts = await Promise.all(Array.from({ length: Number(threads) }, (_, index) => runThread(files, index)));
  const seconds = (performance.now() - started) / 1000;
  const characters = counts.reduce((sum, count) => sum + count, 0);
  console.log(JSON.stringify({ files: files.length, seconds, characters }));

  function runThread(files, index) {
    const own = files.filter((_, number) => number % Number(threads) === index);
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: own });
      worker.once('message', resolve).once('error', reject);
    });
  }
} else {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  let characters = 0;
  for (const file of workerData) {
    // Options keep gray-matter from remembering every text it has seen.
    const { content } = matter(readFileSync(file, 'utf8'), {});
    characters += load(markdown.render(content))('body').text().length;
  }
  parentPort.postMessage(characters);
}
