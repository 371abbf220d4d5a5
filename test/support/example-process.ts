import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { EXAMPLES } from './examples.ts';

export interface ExampleProcess {
  /** The first match of this in what it prints; fails with all that it printed when it ends without one. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits until the graph at an address answers; fails when the program ends before that. */
  answers(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** Runs a script of the examples' package.json, as a person would. */
export function startExample(script: string, environment: Readonly<Record<string, string>>): ExampleProcess {
  // A group of its own: npm starts a shell, and that the program.
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: EXAMPLES,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: string) => {
    text += chunk;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      hasEnded = true;
      resolve();
    }),
  );
  return {
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`${script} ended: ${text}`)));
      }),
    async answers(url) {
      while (!(await isAnswering(url))) {
        if (hasEnded) throw new Error(`${script} ended: ${text}`);
        await setTimeout(100);
      }
    },
    async stop() {
      if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function isAnswering(url: string): Promise<boolean> {
  const response = await fetch(`${url}?query=${encodeURIComponent('{ __typename }')}`).catch(() => null);
  return response?.ok ?? false;
}

/** A port that nobody has now, for programs that do not tell which one they took. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
