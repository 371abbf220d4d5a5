import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { DatelineError } from '../errors.ts';
import type { AnnotationFault } from '../extract/annotated/annotated-text.ts';

/** @throws DatelineError PATH_NOT_FOUND */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new DatelineError('PATH_NOT_FOUND', `There is nothing to read at ${file}`, { cause: error });
  }
}

/** For a file without a single annotated text. */
export const nothingIn = (file: string, [fault]: readonly AnnotationFault[]): DatelineError =>
  new DatelineError('USAGE', `${file} holds no annotated text${fault === undefined ? '' : `: ${fault.message}`}`);

/** Reads an option that is a whole number of at most so many digits. */
export const wholeNumber =
  (mostDigits: number) =>
  (value: string): number => {
    if (!/^\d+$/.test(value) || value.length > mostDigits)
      throw new InvalidArgumentError('a whole number is expected.');
    return Number(value);
  };
