import type { ServerResponse } from 'node:http';

/** `reason`: what is wrong, in a sentence. */
export interface Health {
  readonly status: 'starting' | 'ready' | 'stopping' | 'unavailable';
  readonly reason?: string;
}

/**
 * `/health/live`: the process answers. `/health/ready`: it may be sent requests (503 while not). Both for
 * whatever runs the process, so neither may be cached.
 */
export async function answerHealth(
  path: string,
  response: ServerResponse,
  findHealth: () => Promise<Health>,
): Promise<void> {
  if (path === '/health/live') return answer(response, 200, { status: 'live' });
  if (path !== '/health/ready') return answer(response, 404, { status: 'unknown' });
  const health = await findHealth();
  answer(response, health.status === 'ready' ? 200 : 503, health);
}

function answer(response: ServerResponse, code: number, body: Health | { readonly status: 'live' | 'unknown' }): void {
  response.writeHead(code, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
