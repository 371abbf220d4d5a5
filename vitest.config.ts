import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Vite would take graphql's ESM build and Node the CommonJS one: two GraphQLError classes in one process.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/build.ts'],
    // Databases, servers and child processes are real, so a file gets a process of its own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test' },
  },
});
