#!/usr/bin/env node
import { describeFailure } from './cli/failure.ts';
import { run } from './cli/run.ts';
import { readEnvironment } from './config.ts';

// npm passes on a Ctrl+C that its child has had already, a few milliseconds later.
const SAME_KEYPRESS_MS = 500;

const stopping = new AbortController();
let askedAtMs = Number.POSITIVE_INFINITY;
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    // Whoever asks again does not want to wait.
    if (performance.now() - askedAtMs > SAME_KEYPRESS_MS) process.exit(130);
    askedAtMs = Math.min(askedAtMs, performance.now());
    stopping.abort();
  });

// `dateline schema | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await run(process.argv.slice(2), {
    environment: readEnvironment(),
    terminal: { stdout: process.stdout, stderr: process.stderr, isInteractive: process.stderr.isTTY === true },
    signal: stopping.signal,
    now: () => new Date(),
  });
} catch (error) {
  const failure = describeFailure(error);
  process.stderr.write(failure.text);
  process.exitCode = failure.exitCode;
}
