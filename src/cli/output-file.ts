import { writeFile } from 'node:fs/promises';
import { DatelineError } from '../errors.ts';

/** @throws DatelineError USAGE when the file cannot be written. */
export async function writeTo(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new DatelineError('USAGE', `cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}
