import { sep } from 'node:path';
import { digestOf } from '../model/ids.ts';

/** Tells folders apart without saying where they lie: the SHA-256 of the absolute real path. */
export const locationOf = (directory: string): string => digestOf(directory);

/** A path within a source, from the platform's: NFC, with `/` between names. */
export const toSourcePath = (path: string): string => path.split(sep).join('/').normalize('NFC');
