import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { DATELINE } from '../dateline.ts';
import { ask, serveGraph } from './http-server.ts';
import { createRatingBook } from './rating-book.ts';
import { createRatingsSubgraph } from './ratings-subgraph.ts';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: ReturnType<typeof parse>;
}

/** Both subgraphs, with the SDL that each tells of itself. Ratings are started here unless they run elsewhere. */
export async function findSubgraphs(): Promise<readonly Subgraph[]> {
  const ratings = process.env.RATINGS_URL ?? (await serveGraph(createRatingsSubgraph(createRatingBook()), 0));
  return await Promise.all([readSubgraph('dateline', DATELINE), readSubgraph('ratings', ratings)]);
}

async function readSubgraph(name: string, url: string): Promise<Subgraph> {
  const { _service } = await ask<{ _service: { sdl: string } }>(url, '{ _service { sdl } }');
  return { name, url, typeDefs: parse(_service.sdl) };
}

/** Writes a composed supergraph beside this file, in a folder that git leaves alone; gives its path. */
export async function writeSupergraph(file: string, sdl: string): Promise<string> {
  const path = process.env.SUPERGRAPH_FILE ?? fileURLToPath(new URL(`dist/${file}`, import.meta.url));
  await mkdir(new URL('dist/', import.meta.url), { recursive: true });
  await writeFile(path, sdl);
  return path;
}
