import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REMOTE_PROTOCOL } from '../../src/extract/remote-protocol.ts';

interface AskedDocument {
  readonly title: string;
  readonly text: string;
  readonly publishedAt: string | null;
}

/** What the next requests about articles come to. */
export type Mood =
  | 'WELL'
  /** Status 500. */
  | 'BROKEN'
  /** No answer in time. */
  | 'SLOW'
  /** No JSON. */
  | 'GARBAGE'
  /** Offsets one too far. */
  | 'MISCOUNTING'
  /** A type that was not announced. */
  | 'OTHER_TYPES'
  /** The second article is missing. */
  | 'SHORT'
  /** Status 500 once, and then well. */
  | 'HICCUP'
  /** Not even who it is. */
  | 'DOWN';

export interface ExtractorServer {
  readonly url: string;
  mood: Mood;
  version: string;
  /** Titles of articles that were asked about, request by request. */
  readonly requests: string[][];
  /** Most requests at a time. */
  readonly most: number;
  readonly authorizations: ReadonlySet<string | undefined>;
  close(): Promise<void>;
}

/** A small extractor behind HTTP: it finds 光伏电站 (a body of its own), and whoever is called 王小明. */
export async function startExtractorServer(): Promise<ExtractorServer> {
  const requests: string[][] = [];
  const authorizations = new Set<string | undefined>();
  let running = 0;
  const state = { mood: 'WELL' as Mood, version: '1', most: 0 };
  const server = createServer(async (request, response) => {
    authorizations.add(request.headers.authorization);
    running++;
    state.most = Math.max(state.most, running);
    try {
      await answer(request, response);
    } finally {
      running--;
    }
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (body: unknown, status = 200) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    if (state.mood === 'DOWN') return void request.socket.destroy();
    if (request.method === 'GET')
      return void send({
        protocol: REMOTE_PROTOCOL,
        id: 'small',
        version: state.version,
        types: ['PERSON', 'ORGANIZATION'],
      });
    const { id, documents } = JSON.parse(await bodyOf(request)) as { id: string; documents: AskedDocument[] };
    requests.push(documents.map(({ title }) => title));
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (state.mood === 'SLOW') return;
    if (state.mood === 'BROKEN') return void send('no', 500);
    if (state.mood === 'HICCUP') {
      state.mood = 'WELL';
      return void send('not now', 503);
    }
    if (state.mood === 'GARBAGE') return void send('<html>');
    const found = documents.map((document) => ({ mentions: findIn(document, state.mood) }));
    send({ protocol: REMOTE_PROTOCOL, id, documents: state.mood === 'SHORT' ? found.slice(1) : found });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/extract`,
    requests,
    authorizations,
    get most() {
      return state.most;
    },
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    get version() {
      return state.version;
    },
    set version(version) {
      state.version = version;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const WORDS = [
  ['光伏电站', 'ORGANIZATION', 0.9],
  ['王小明', 'PERSON', 0.95],
  ['青海省', 'ORGANIZATION', 0.2],
] as const;

function findIn({ text }: AskedDocument, mood: Mood) {
  const shift = mood === 'MISCOUNTING' ? 1 : 0;
  return WORDS.flatMap(([surface, type, confidence]) => {
    const start = text.indexOf(surface);
    if (start < 0) return [];
    const span = { field: 'BODY', start: start + shift, end: start + surface.length + shift };
    return [{ ...span, surface, type: mood === 'OTHER_TYPES' ? 'TOPIC' : type, confidence }];
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
