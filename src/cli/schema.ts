import type { AddCommand } from './command.ts';
import { writeTo } from './output-file.ts';

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
