import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createSchema } from '../../src/schema/schema.ts';
import { createServer } from '../../src/server/server.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeFolder, openGraph } from '../support/graph.ts';
import { versionsIn } from '../support/versioned-archive.ts';

const PROGRAM = fileURLToPath(new URL('programs/rewrite-and-ingest.ts', import.meta.url));
const REWRITING_MS = 12_000;

/** Many statements: totals, contexts, one list twice, one relation twice, and what is kept beside what is listed. */
const OPERATION = /* GraphQL */ `
  {
    corpus { articleCount mentionCount }
    articles(first: 100) {
      totalCount
      edges {
        node {
          ...Marked
          text
          mentions(first: 4) { totalCount edges { node { field start end surface context(before: 0, after: 0) { surface } } } }
          organizations: mentions(first: 2, types: [ORGANIZATION]) { edges { node { surface article { title } context { surface } } } }
        }
      }
    }
    again: articles(first: 100) { totalCount edges { node { ...Marked excerpt } } }
    place(by: { adcode: "630000" }) { articleCount articles(first: 100) { totalCount edges { node { id } } } }
    spoken: articles(first: 100, where: { mentions: { allOf: [{ key: "cn:630000" }] } }) {
      totalCount
      edges { node { ...Marked entities(first: 50) { totalCount edges { node { key articleCount } } } } }
    }
  }
  fragment Marked on Article { id title category { name } categories { name } tags author { name } contributors { author { name } } }
`;

/** Other operations of several statements; what is asked for is answered, whatever it is. */
const OTHERS = [
  '{ provinces { name articleCount articles(first: 3) { totalCount edges { node { title mentions(first: 1) { totalCount } } } } } }',
  '{ authors { edges { node { name articleCount articles(first: 50) { totalCount edges { node { title author { name } } } } } } } }',
];

interface Article {
  readonly id: string;
  readonly title: string;
}
interface Listed {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Article & Readonly<Record<string, never>> }[];
}
interface Mention {
  readonly field: 'TITLE' | 'BODY';
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly context: { readonly surface: string };
}
interface Answer {
  readonly corpus: { readonly articleCount: number };
  readonly articles: Listed;
  readonly again: Listed;
  readonly place: { readonly articleCount: number; readonly articles: Listed };
  readonly spoken: Listed;
}

describeOnEveryDatabase('While an archive is ingested by another process', (getDatabase) => {
  it('every answer is of one revision, without errors, and a first ingest only adds', {
    timeout: 120_000,
  }, async () => {
    const folder = await makeFolder();
    const graph = await openGraph(getDatabase().url);
    const server = createServer({
      schema: createSchema(),
      contextFor: () => ({ reader: graph.store.createReader() }),
      settings: readConfig({ NODE_ENV: 'test', PORT: '0', MAX_DEPTH: '12' }),
      log: createLog({ level: 'error', format: 'json', write: () => {}, now: () => new Date() }),
      isReady: () => true,
    });
    const url = await server.listen();
    const writer = startWriter(getDatabase().url, folder.path);
    const wrong: string[] = [];
    const seen = { answers: 0, articles: 0, mentions: 0, versions: new Set<string>(), counts: new Set<number>() };
    let articleCount = 0;
    try {
      while (!writer.hasEnded() && wrong.length === 0) {
        const isFirst = writer.version() === 0;
        const answer = await ask<Answer>(url, OPERATION);
        if ('errors' in answer) {
          wrong.push(JSON.stringify(answer.errors));
          break;
        }
        wrong.push(...findContradictions(answer.data));
        const count = answer.data.corpus.articleCount;
        if (isFirst && writer.version() <= 1 && versionsIn(answer.data.articles).every((version) => version === '1')) {
          if (count < articleCount) wrong.push(`${count} articles after ${articleCount}`);
          articleCount = count;
        }
        seen.answers++;
        seen.counts.add(count);
        seen.articles += answer.data.articles.edges.length;
        for (const version of versionsIn(answer.data)) seen.versions.add(version);
        for (const { node } of answer.data.articles.edges) seen.mentions += mentionsOf(node).length;
        for (const other of OTHERS) {
          const otherAnswer = await ask(url, other);
          if ('errors' in otherAnswer) wrong.push(JSON.stringify(otherAnswer.errors));
        }
      }
      const end = await writer.ended;
      expect(wrong).toEqual([]);
      expect(end).toEqual({ code: 0, said: '' });
      const metrics = await (await fetch(new URL('/metrics', url))).text();
      const reruns = Number(/dateline_reruns_total\{how="renewed"\} (\d+)/.exec(metrics)?.[1]);
      // The reading was worth checking: of several versions, in between too, and writers did come between statements.
      expect(seen.answers).toBeGreaterThan(20);
      expect(seen.mentions).toBeGreaterThan(1000);
      expect(seen.versions.size).toBeGreaterThan(1);
      expect(seen.counts.size).toBeGreaterThan(3);
      expect(reruns).toBeGreaterThan(0);
    } finally {
      await writer.stop();
      await server.close();
      await graph.close();
      await folder.remove();
    }
  });
});

/** What in an answer does not fit together, in words. */
function findContradictions({ corpus, articles, again, place, spoken }: Answer): string[] {
  const wrong: string[] = [];
  const check = (what: string, found: unknown, expected: unknown) => {
    if (found !== expected) wrong.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  };
  check('articles counted twice', articles.totalCount, again.totalCount);
  check('articles kept and counted', corpus.articleCount, articles.totalCount);
  check('one list read twice', idsOf(again).join(), idsOf(articles).join());
  check('articles of a place kept and counted', place.articleCount, spoken.totalCount);
  check('articles of a place and under its filter', idsOf(place.articles).join(), idsOf(spoken).join());
  const versions = new Map<string, string>();
  for (const { node } of [...articles.edges, ...again.edges, ...spoken.edges]) {
    const { id, entities: _, ...marked } = node;
    const found = versionsIn(marked);
    check(`versions in ${node.title}`, found.length, 1);
    check(`version of ${node.title}`, found.join(), versions.get(id) ?? found.join());
    versions.set(id, found.join());
  }
  for (const { node } of articles.edges)
    for (const { field, start, end, surface, context } of mentionsOf(node)) {
      const text = field === 'TITLE' ? node.title : String(node.text);
      check(`mention at ${start} of ${node.title}`, text.slice(start, end), surface);
      check(`context at ${start} of ${node.title}`, context.surface, surface);
    }
  for (const { node } of spoken.edges)
    for (const { node: entity } of edgesOf<{ key: string; articleCount: number }>(node.entities))
      if (entity.key === 'cn:630000') check('a place met in an article', entity.articleCount, place.articleCount);
  return wrong;
}

const idsOf = (list: Listed): string[] => list.edges.map(({ node }) => node.id);
const edgesOf = <Node>(list: unknown) => (list as { readonly edges: readonly { readonly node: Node }[] }).edges;
const mentionsOf = (node: Readonly<Record<string, unknown>>): Mention[] =>
  edgesOf<Mention>(node.mentions).map((edge) => edge.node);

async function ask<Data>(url: string, query: string): Promise<{ data: Data } | { errors: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: Data } | { errors: unknown };
}

/** Ingests version after version in a process of its own. */
function startWriter(url: string, folder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, url, folder, String(REWRITING_MS)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let version = 0;
  let said = '';
  let hasEnded = false;
  createInterface({ input: child.stdout }).on('line', (line) => (version = Number(line)));
  child.stderr.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'close').then(([code]) => {
    hasEnded = true;
    return { code, said };
  });
  return {
    ended,
    /** The last that is in as a whole; 0 before the first. */
    version: () => version,
    hasEnded: () => hasEnded,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
