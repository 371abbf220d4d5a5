import type { Server as HttpServer, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** How an HTTP server stops: whoever is being answered is answered, and told to come back on a new connection. */
export interface Drain {
  isStopping(): boolean;
  /** Call for every response before anything is written to it. */
  track(response: ServerResponse): void;
  /** Call before the server listens. */
  watch(http: HttpServer): void;
  /** Resolves when every connection is closed; after `timeoutMs` those that are left are cut. */
  stop(http: HttpServer, timeoutMs: number): Promise<void>;
}

/**
 * A server that has stopped listening still hears from clients that keep a connection open. Without
 * `Connection: close` in its last answers they would go on asking it, beside the one that took its port.
 */
export function createDrain(): Drain {
  const running = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let phase: 'serving' | 'lingering' | 'closing' = 'serving';

  function closeIdle(http: HttpServer): void {
    phase = 'closing';
    http.close();
    // Browsers open connections ahead of need; Node does not count those as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    // One that has begun to answer could not say that its connection ends.
    for (const response of running) response.once('close', () => http.closeIdleConnections());
  }

  return {
    isStopping: () => phase !== 'serving',
    track(response) {
      if (phase !== 'serving') response.setHeader('Connection', 'close');
      running.add(response);
      response.once('close', () => running.delete(response));
    },
    watch: (http) =>
      void http.on('connection', (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      }),
    stop: (http, timeoutMs) =>
      new Promise((resolve) => {
        phase = 'lingering';
        for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
        const linger = setTimeout(closeIdle, Math.min(LINGER_MS, timeoutMs), http);
        const force = setTimeout(() => http.closeAllConnections(), timeoutMs);
        // That of HTTP would cut idle connections at once, and with them requests on their way.
        NetServer.prototype.close.call(http, () => {
          clearTimeout(linger);
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

/** How long a connection without a request may bring one more; longer than a client takes to send it. */
const LINGER_MS = 100;
