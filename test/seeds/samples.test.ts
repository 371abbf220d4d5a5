import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const samples = fileURLToPath(new URL('../../seeds/articles/samples', import.meta.url));

async function readArticles(): Promise<{ path: string; text: string }[]> {
  const paths = (await readdir(samples, { recursive: true })).filter((path) => /\.(md|html)$/.test(path)).sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(samples, path), 'utf8') })));
}

test('every sample article says that it is made up, to programs and to readers', async () => {
  const articles = await readArticles();
  expect(articles.length).toBeGreaterThanOrEqual(24);
  for (const { path, text } of articles) {
    expect(text, path).toMatch(/^fictional\s*[:=]\s*true$/m);
    expect(text, path).toMatch(/^tags.*(示例|sample)|^tags:\s*\n\s*- 示例$/m);
    expect(text, path).toMatch(/內容純屬虛構|内容纯属虚构|everything in it is made up/);
  }
});

test('every address in the samples is one that cannot exist', async () => {
  const addresses = (await readArticles()).flatMap(({ text }) => text.match(/https?:\/\/[^\s)"'\]]+/g) ?? []);
  expect(addresses.length).toBeGreaterThan(25);
  expect(addresses.filter((address) => !/^https:\/\/([a-z]+\.)?example$/.test(new URL(address).origin))).toEqual([]);
});

test('every folder of samples is a source with a key of its own', async () => {
  const folders = await readdir(samples);
  const configs = await Promise.all(
    folders.map(
      async (folder) => JSON.parse(await readFile(join(samples, folder, 'dateline.json'), 'utf8')) as { key: string },
    ),
  );
  expect(configs.length).toBeGreaterThanOrEqual(4);
  for (const { key } of configs) expect(key).toMatch(/^samples-[a-z]+$/);
  expect(new Set(configs.map(({ key }) => key)).size).toBe(configs.length);
});

test('one sample is a near-copy of another from a different source', async () => {
  const articles = await readArticles();
  const body = (path: string): Set<string> => {
    const text = articles.find((article) => article.path === path)?.text ?? '';
    return new Set(
      text
        .replace(/<[^>]+>/g, '')
        .split(/[\n。]/)
        .map((line) => line.trim())
        .filter((line) => line.length > 15),
    );
  };
  const original = body('hewan/qinghai-storage-rules.md');
  const copy = body('binhai/source/_posts/qinghai-storage-rules-reprint.md');
  const shared = [...copy].filter((sentence) => original.has(sentence));
  expect(shared.length).toBeGreaterThanOrEqual(6);
  expect(shared.length).toBeLessThan(original.size);
});
