import { writeFile } from 'node:fs/promises';
import { DatelineError } from '../errors.ts';
import type { AddCommand } from './command.ts';

/** `dateline schema [--out FILE]`: the graph's SDL, sorted by name; opens no database. */
export const addSchemaCommand: AddCommand = (program, { terminal }) => {
  program
    .command('schema')
    .description('print the GraphQL schema (SDL)')
    .option('--out <file>', 'write it to a file instead')
    .action(async ({ out }: { out?: string }) => {
      const { createSchema, printSdl } = await import('../schema/schema.ts');
      const sdl = `${printSdl(createSchema()).trimEnd()}\n`;
      if (out === undefined) terminal.stdout.write(sdl);
      else await writeTo(out, sdl);
    });
};

async function writeTo(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new DatelineError('USAGE', `cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}
