#!/usr/bin/env node
import { describeFailure } from './cli/failure.ts';
import { run } from './cli/run.ts';
import { readEnvironment } from './config.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    // The second time, whoever asks does not want to wait.
    if (stopping.signal.aborted) process.exit(130);
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
