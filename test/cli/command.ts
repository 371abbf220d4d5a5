import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The compiled program. */
export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Outcome {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** On top of an environment that has none of our variables, but for the tagger, which takes a second to load. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Runs the compiled program as a person would, to its end. */
export async function runCommand(commandLine: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  return startCommand(commandLine, options).ended;
}

/** The same for a program that goes on until it is told to stop. */
export function startCommand(commandLine: readonly string[], options: CommandOptions = {}) {
  const child = spawn(process.execPath, [MAIN, ...commandLine], {
    cwd: options.folder ?? ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, MODEL_FILE: 'off', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  const firstLine = () => firstLineOf(child, ended);
  /** Where a server says that it answers. */
  const address = async () => (await firstLine()).replace(/^.* (?=http)/, '');
  return { child, ended, firstLine, address };
}

/** The first line it prints; fails with what it complained of when it ends without one. */
function firstLineOf(child: ChildProcess, ended: Promise<Outcome>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: string) => {
      text += chunk;
      const [line] = text.split('\n', 1);
      if (line !== undefined && text.includes('\n')) resolve(line);
    });
    ended.then(({ stderr }) => reject(new Error(`It ended: ${stderr}`)), reject);
  });
}
