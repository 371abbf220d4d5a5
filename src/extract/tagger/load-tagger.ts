import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invalid } from './container.ts';
import { decodeLexicon } from './lexicon-file.ts';
import { decodeModel } from './model-file.ts';
import { createTagger, type Tagger } from './tagger.ts';

/** In the folder of what the program includes. */
export const LEXICON_FILE = 'lexicon.bin';
export const MODEL_FILE = 'tagger.bin';

export interface TaggerModel {
  /** Where the lexicon lies, and the model that is included. */
  readonly folder: string;
  /** Another model, which `dateline train` wrote. */
  readonly file?: string | undefined;
}

/**
 * The tagger of a model. Takes tens of milliseconds: once a thread.
 *
 * @throws DatelineError MODEL_INVALID when a file is missing, damaged, or made for another version.
 */
export async function loadTagger({ folder, file = join(folder, MODEL_FILE) }: TaggerModel): Promise<Tagger> {
  const { lexicon, digest: lexiconDigest } = await loadLexicon(folder);
  const { weights, digest } = decodeModel(await read(file), { file, lexiconDigest });
  return createTagger(lexicon, weights, digest);
}

/** @throws DatelineError MODEL_INVALID */
export async function loadLexicon(folder: string): Promise<ReturnType<typeof decodeLexicon>> {
  const file = join(folder, LEXICON_FILE);
  return decodeLexicon(await read(file), file);
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw invalid(`${file} cannot be read: ${(error as Error).message}`, error);
  }
}
