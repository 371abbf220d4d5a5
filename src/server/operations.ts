import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A sample operation: the text of its file, comments included, and the variables it is tried with. */
export interface SampleOperation {
  /** File name without `.graphql`. */
  readonly name: string;
  readonly query: string;
  /** JSON text of `<name>.variables.json`; null when there is none. */
  readonly variables: string | null;
}

/** The `*.graphql` files of a folder, in order of their names; none when the folder does not exist. */
export async function readSampleOperations(folder: string): Promise<readonly SampleOperation[]> {
  const files = await readdir(folder).catch(ignoreMissing);
  const names = (files ?? []).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(names.map((file) => readOperation(folder, file.slice(0, -'.graphql'.length))));
}

async function readOperation(folder: string, name: string): Promise<SampleOperation> {
  const query = await readFile(join(folder, `${name}.graphql`), 'utf8');
  const variables = await readFile(join(folder, `${name}.variables.json`), 'utf8').catch(ignoreMissing);
  return { name, query, variables: variables?.trim() ?? null };
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
