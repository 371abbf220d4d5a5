import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invalid } from './container.ts';
import { decodeLexicon } from './lexicon-file.ts';
import { decodeModel } from './model-file.ts';
import { createTagger, type Tagger } from './tagger.ts';

/** In the folder of what the program includes. */
export const LEXICON_FILE = 'lexicon.bin';
export const MODEL_FILE = 'tagger.bin';

/**
 * The tagger of `folder`, where the lexicon lies; with the weights of `model`, a file that `dateline train`
 * wrote, or those included. Takes tens of milliseconds: once a thread.
 *
 * @throws DatelineError MODEL_INVALID when a file is missing, damaged, or made for another version.
 */
export async function loadTagger(folder: string, model: string = join(folder, MODEL_FILE)): Promise<Tagger> {
  const { lexicon, digest: lexiconDigest } = await loadLexicon(folder);
  const { weights, digest } = decodeModel(await read(model), { file: model, lexiconDigest });
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
