import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';
import { createRevisionWatch, type RevisionWatch } from '../../src/store/revision-watch.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { makeBatch, makeDocument, taken } from '../support/documents.ts';
import { startSampleServer } from './sample-server.ts';

const FOLLOW = /* GraphQL */ `
  subscription Follow($where: ArticleFilter, $after: String) {
    articleChanged(where: $where, after: $after) { cursor kind articleKey revision article { title mentions { totalCount } } }
  }
`;

interface Event {
  readonly cursor: string;
  readonly kind: string;
  readonly articleKey: string;
  readonly article: { readonly title: string } | null;
}

interface Answer {
  readonly data?: { readonly articleChanged: Event };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

const article = (id: string, title = id) =>
  taken(`${id}.md`, makeDocument({ title, canonicalUrl: `https://news.example/${id}` }));

describeOnEveryDatabase(
  'articleChanged over server-sent events',
  (getDatabase) => {
    let store: Store;
    /** As another process has it. */
    let writer: Store;
    let revisions: RevisionWatch;
    let server: Awaited<ReturnType<typeof startSampleServer>>;
    const open = new Set<AbortController>();

    beforeEach(async () => {
      store = await openStore(getDatabase().url);
      writer = await openStore(getDatabase().url);
      revisions = createRevisionWatch(() => store.readRevision(), { intervalMs: 20, maxWatchers: 3 });
      const contextFor = () => ({ reader: store.createReader(), revisions });
      server = await startSampleServer({}, { schema: createSchema(), contextFor });
    });
    afterEach(async () => {
      for (const one of open) one.abort();
      open.clear();
      revisions.close();
      await server.close();
      await Promise.all([store.close(), writer.close()]);
    });

    /** Answers as they come; `leave` goes away as a client does. */
    async function follow(variables: object = {}) {
      const controller = new AbortController();
      open.add(controller);
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: FOLLOW, variables }),
        signal: controller.signal,
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const answers = readAnswers(response);
      const next = async (): Promise<Answer | null> => {
        const answer = await answers.next();
        return answer.done ? null : answer.value;
      };
      return {
        next,
        events: async (count: number): Promise<Event[]> => {
          const events: Event[] = [];
          while (events.length < count) {
            const answer = await next();
            expect(answer?.errors).toBeUndefined();
            events.push((answer as { data: { articleChanged: Event } }).data.articleChanged);
          }
          return events;
        },
        leave: () => controller.abort(),
      };
    }

    const told = (events: readonly Event[]) => events.map(({ kind, article: one }) => [kind, one?.title ?? null]);

    test('tells what another process commits, in order, each article as it is then', async () => {
      await writer.saveBatch(makeBatch([article('before')]));
      const stream = await follow();
      await writer.saveBatch(makeBatch([article('a'), article('b')]));
      const added = await stream.events(2);
      expect(told(added).sort()).toEqual([
        ['ADDED', 'a'],
        ['ADDED', 'b'],
      ]);
      await writer.saveBatch(makeBatch([article('a', 'another title')]));
      expect(told(await stream.events(1))).toEqual([['UPDATED', 'another title']]);
      await writer.saveBatch(makeBatch([{ kind: 'REMOVED', path: 'a.md' }]));
      expect(told(await stream.events(1))).toEqual([['REMOVED', null]]);
    });

    test('goes on behind a cursor after an interruption: nothing is left out, nothing comes twice', async () => {
      const first = await follow();
      await writer.saveBatch(makeBatch([article('a'), article('b'), article('c')]));
      const [seen] = await first.events(1);
      first.leave();
      await writer.saveBatch(makeBatch(Array.from({ length: 230 }, (_, n) => article(`later ${n}`))));
      const second = await follow({ after: seen?.cursor });
      const rest = await second.events(232);
      await writer.saveBatch(makeBatch([article('last')]));
      rest.push(...(await second.events(1)));
      const feed = await getDatabase().query<{ articleKey: string }>(
        'SELECT "articleKey" FROM "Change" ORDER BY "revision", "position"',
      );
      expect([seen, ...rest].map((event) => event?.articleKey)).toEqual(feed.map(({ articleKey }) => articleKey));
    });

    test('tells only what meets its conditions, and every removal', async () => {
      const stream = await follow({ where: { text: '储能 -风电' } });
      await writer.saveBatch(makeBatch([article('a', '储能新闻'), article('b', '风电新闻'), article('c', '儲能之二')]));
      expect(told(await stream.events(2)).sort()).toEqual(
        [
          ['ADDED', '储能新闻'],
          ['ADDED', '儲能之二'],
        ].sort(),
      );
      await writer.saveBatch(makeBatch([{ kind: 'REMOVED', path: 'b.md' }, article('a', '储能与风电')]));
      expect(told(await stream.events(1))).toEqual([['REMOVED', null]]);
    });

    test.each([
      [{ after: 'nonsense' }, 'BAD_CURSOR'],
      [{ where: { text: '"' } }, 'SEARCH_INVALID'],
      [{ where: { source: 'nobody' } }, 'SOURCE_NOT_FOUND'],
    ])('%j is refused with a code, and takes no seat', async (variables, code) => {
      for (let n = 0; n < 5; n++) {
        const stream = await follow(variables);
        expect((await stream.next())?.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
        expect(await stream.next()).toBeNull();
      }
    });

    test('more than the server has room for are refused until one leaves', async () => {
      const streams = [await follow(), await follow(), await follow()];
      const refused = await follow();
      expect((await refused.next())?.errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
      streams[0]?.leave();
      await expect
        .poll(async () => {
          try {
            revisions.join().leave();
            return 'a seat';
          } catch {
            return 'none';
          }
        })
        .toBe('a seat');
    });

    test('ends when the server stops, without holding it up', async () => {
      const stream = await follow();
      const end = stream.next();
      const started = performance.now();
      revisions.close();
      await server.close();
      expect(await end).toBeNull();
      expect(performance.now() - started).toBeLessThan(5000);
    });
  },
  { per: 'test' },
);

/** The data of the `next` events of a stream (WHATWG HTML, 9.2), until it is complete. */
async function* readAnswers(response: Response): AsyncGenerator<Answer> {
  let text = '';
  for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(
    new TextDecoderStream() as never,
  )) {
    text += chunk as unknown as string;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      if (event.includes('event: complete')) return;
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) yield JSON.parse(data) as Answer;
    }
  }
}
