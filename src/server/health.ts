import type { ServerResponse } from 'node:http';

/**
 * `/health/live`: the process answers. `/health/ready`: it may be sent requests (503 until then). Both for
 * whatever runs the process, so neither may be cached.
 */
export function answerHealth(path: string, response: ServerResponse, isReady: () => boolean): void {
  if (path === '/health/live') return answer(response, 200, 'live');
  if (path !== '/health/ready') return answer(response, 404, 'unknown');
  return isReady() ? answer(response, 200, 'ready') : answer(response, 503, 'starting');
}

function answer(response: ServerResponse, code: number, status: string): void {
  response.writeHead(code, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify({ status })}\n`);
}
