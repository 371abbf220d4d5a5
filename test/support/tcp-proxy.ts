import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a program and a server that a test can break. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection there is; new ones are let through. */
  sever(): void;
  /** The server cannot be reached at all, until {@link restore}. */
  takeAway(): Promise<void>;
  restore(): Promise<void>;
  /**
   * The next time a client sends `text`, the server gets it and answers, but the client does not hear the
   * answer: its connection breaks instead. Resolves when that has happened.
   */
  loseAnswerTo(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port of this machine, and passes on everything to `target` and back. */
export async function openTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  let awaited: { readonly text: string; readonly happened: () => void } | null = null;
  const server = createServer((client) => {
    const upstream = connect(target);
    let isAnswerLost = false;
    clients.add(client);
    const end = () => {
      clients.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (data) => {
      if (awaited !== null && data.includes(awaited.text)) isAnswerLost = true;
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!isAnswerLost) return void client.write(data);
      end();
      awaited?.happened();
      awaited = null;
    });
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const sever = () => {
    for (const client of clients) client.destroy();
  };
  const takeAway = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    sever();
    await closed;
  };
  return {
    port,
    sever,
    takeAway,
    restore: () => listen(port),
    loseAnswerTo: (text) =>
      new Promise((resolve) => {
        awaited = { text, happened: resolve };
      }),
    async close() {
      if (server.listening) await takeAway();
    },
  };
}
