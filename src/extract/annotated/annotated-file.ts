import type { AnnotatedFile } from './annotated-text.ts';
import { readBio } from './bio.ts';
import { readJson } from './json.ts';

/**
 * Annotated text in any of the forms in use, told apart by what it begins with:
 *
 * - a token and its tag a line (BIO, IOB2, BIOES), with an empty line between sentences;
 * - a JSON object a line, or one JSON array: our own form and CLUENER's.
 *
 * Never throws: what is broken is a fault, and the rest is read.
 */
export function readAnnotated(content: string): AnnotatedFile {
  return /^\s*[[{]\s*["{\]]/.test(content) ? readJson(content) : readBio(content);
}
