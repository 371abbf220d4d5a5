import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whether a browser's page of this origin may call; decided by listed origins alone, never by echoing. */
export function isOriginAllowed(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.endsWith(':*')
      ? origin.replace(/:\d+$/, '') === pattern.slice(0, -2)
      : origin === pattern.replace(/\/$/, ''),
  );
}

/**
 * Sets the headers of the CORS protocol (Fetch standard, "HTTP-CORS protocol") on a response; credentials
 * are never allowed. Gives true when the request was a preflight and has been answered.
 */
export function applyCors(request: IncomingMessage, response: ServerResponse, allowed: readonly string[]): boolean {
  // Caches must not hand one origin's answer to another, nor an answer without origin to any.
  response.setHeader('Vary', 'Origin');
  const { origin } = request.headers;
  if (origin !== undefined && isOriginAllowed(origin, allowed)) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'Server-Timing, ETag');
  }
  if (request.method !== 'OPTIONS') return false;
  if (response.hasHeader('Access-Control-Allow-Origin')) {
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, Accept, Last-Event-ID');
    response.setHeader('Access-Control-Max-Age', '600');
  }
  response.writeHead(204).end();
  return true;
}
