import { defineConfig } from 'prisma/config';

// `prisma generate` looks for a downloadable engine it never runs; any executable file satisfies it, and
// nothing is fetched (Prisma 7.10).
if (process.argv.some((argument) => ['generate', 'validate', 'format'].includes(argument)))
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: process.env.DATELINE_PRISMA_SCHEMA ?? 'prisma/schema.prisma' });
