import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithExamples, EXAMPLES, runExampleTool } from '../support/examples.ts';
import { ROOT } from '../support/graph.ts';

const USE = `
import type { ResultOf } from '@graphql-typed-document-node/core';
import { LatestArticlesDocument } from './generated/graphql';

type Edge = ResultOf<typeof LatestArticlesDocument>['articles']['edges'][number];
export const titleOf = (edge: Edge): string => edge.node.title;
// @ts-expect-error: what was not asked for is not there
export const textOf = (edge: Edge): string => edge.node.frontMatter;
`;

describeWithExamples('For the example operations, the client preset of GraphQL Code Generator', () => {
  let folder: string;
  const generated = (file: string) => readFile(join(folder, 'generated', file), 'utf8');
  beforeAll(async () => {
    // Inside the package of the examples, so that what is generated finds the packages it imports.
    await mkdir(join(EXAMPLES, 'dist'), { recursive: true });
    folder = await mkdtemp(join(EXAMPLES, 'dist', 'codegen-'));
    const configuration = {
      schema: join(ROOT, 'schema.graphql'),
      documents: join(ROOT, 'examples/operations/*.graphql'),
      generates: {
        [`${join(folder, 'generated')}/`]: {
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: { enumsAsTypes: true, scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' } },
        },
      },
    };
    await writeFile(join(folder, 'codegen.json'), JSON.stringify(configuration));
    await runExampleTool('@graphql-codegen/cli/cjs/bin.js', ['--config', 'codegen.json'], folder);
  });
  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('makes a typed document of every one', async () => {
    const files = (await readdir(join(ROOT, 'examples/operations'))).filter((name) => name.endsWith('.graphql'));
    const documents = (await generated('graphql.ts')).match(/^export const \w+Document\b/gm) ?? [];
    expect(documents.length).toBe(files.length);
  });

  it('makes TypeScript that is right, and that refuses a field that was not asked for', async () => {
    await writeFile(join(folder, 'use.ts'), USE);
    const compilerOptions = { noEmit: true, strict: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts', 'generated/graphql.ts', 'generated/gql.ts'] }),
    );
    await runExampleTool('typescript/bin/tsc', ['-p', folder], folder).catch((failure: { readonly stdout: string }) =>
      expect(failure.stdout).toBe(''),
    );
  });
});
