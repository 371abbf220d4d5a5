import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';

/** Larger files are problems, not articles: the largest article seen in real archives is under 2 MB. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

export type ReadResult =
  | { readonly kind: 'READ'; readonly bytes: Uint8Array }
  | { readonly kind: 'PROBLEM'; readonly problem: Problem };

/**
 * Reads one file whole. Never throws: a file that went away, is too large or may not be read is a problem.
 *
 * Synchronous on purpose: it runs in worker threads, where a round trip through the thread pool for each of
 * open, stat, read and close takes several times as long as the reading.
 *
 * `location`: absolute path as bytes; `path`: how the problem names it.
 */
export function readSourceFile(location: Uint8Array, path: string, maxBytes: number = MAX_FILE_BYTES): ReadResult {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(Buffer.from(location), 'r');
    const { size } = fstatSync(descriptor);
    if (size > maxBytes) return { kind: 'PROBLEM', problem: tooLarge(path, size, maxBytes) };
    return { kind: 'READ', bytes: readToEnd(descriptor, size, maxBytes) };
  } catch (error) {
    if (error instanceof TooLarge) return { kind: 'PROBLEM', problem: tooLarge(path, error.sizeBytes, maxBytes) };
    return { kind: 'PROBLEM', problem: unreadable(path, error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

class TooLarge extends Error {
  readonly sizeBytes: number;
  constructor(sizeBytes: number) {
    super();
    this.sizeBytes = sizeBytes;
  }
}

/** A file may grow while it is read: what is there at the end counts. */
function readToEnd(descriptor: number, size: number, maxBytes: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (read === 0) return buffer.subarray(0, length);
    length += read;
    if (length > maxBytes) throw new TooLarge(length);
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}

/** `error`: what the system said, or null when a name leads nowhere. */
export const unreadable = (path: string, error: unknown): Problem => ({
  code: 'FILE_UNREADABLE',
  severity: 'ERROR',
  path,
  line: null,
  message: `It cannot be read (${reasonOf(error)}).`,
  hint: 'Check that it exists and that this user may read it.',
});

const tooLarge = (path: string, sizeBytes: number, maxBytes: number): Problem => ({
  code: 'FILE_TOO_LARGE',
  severity: 'ERROR',
  path,
  line: null,
  message: `The file has ${megabytes(sizeBytes)}; at most ${megabytes(maxBytes)} are read.`,
  hint: 'Split it, or move what is no article out of the folder.',
});

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  ENOENT: 'it is gone, or a link leads nowhere',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
};

const reasonOf = (error: unknown): string => {
  const code = error === null ? 'ENOENT' : ((error as NodeJS.ErrnoException).code ?? '');
  return REASONS[code] ?? code;
};
