import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { SampleOperation } from './operations.ts';

/** Whether a request is a browser opening the endpoint, not a program querying it. */
export const isPageRequest = (request: IncomingMessage): boolean =>
  request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');

/**
 * Serves the query editor, one tab a sample operation. Everything it needs is in the page, and the policy
 * it is sent with forbids the browser to load or call anything but this server.
 */
export function createGraphiqlPage(samples: readonly SampleOperation[]) {
  let page: { readonly plain: Buffer; readonly zipped: Buffer } | undefined;
  return (request: IncomingMessage, response: ServerResponse): void => {
    // Rendered at the first visit: it is 9 MB, 2.4 when compressed.
    page ??= renderPage(samples);
    const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = acceptsGzip ? page.zipped : page.plain;
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': body.byteLength,
      ...(acceptsGzip && { 'Content-Encoding': 'gzip' }),
      'Cache-Control': 'no-cache',
      Vary: 'Accept, Accept-Encoding, Origin',
      'Content-Security-Policy': PAGE_POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(body);
  };
}

/** The editor is inline scripts, workers made from blobs and compiled templates; hence the `unsafe-` words. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data: blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function renderPage(samples: readonly SampleOperation[]) {
  const options = {
    title: 'Dateline GraphiQL',
    defaultTabs: samples.map(({ query, variables }) => ({ query, variables })),
  };
  // The renderer puts its options into a script as they are, where `</script>` in a sample would end it.
  const given = JSON.stringify(options);
  const html = renderGraphiQL(options).replace(given, () => given.replaceAll('<', '\\u003c'));
  const plain = Buffer.from(html);
  return { plain, zipped: gzipSync(plain) };
}
