import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { adaptPostgresqlScript } from '../../scripts/adapt-postgresql-script.ts';
import { derivePostgresqlSchema } from '../../scripts/derive-postgresql.ts';
import { diffSchemas } from '../../scripts/schema-engine.ts';
import type { Provider } from '../../src/store/database.ts';
import { getDatamodel } from '../../src/store/generated/pothos.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { readSchemaShape } from '../support/schema-shape.ts';

const readPrisma = (name: string): Promise<string> =>
  readFile(new URL(`../../prisma/${name}`, import.meta.url), 'utf8');

const forProvider = (provider: Provider, schema: string): string =>
  provider === 'sqlite' ? schema : derivePostgresqlSchema(schema);

describe('prisma/schema.prisma', () => {
  test.each(['sqlite', 'postgresql'] as const)('has a migration for every change (%s)', async (provider) => {
    const schema = forProvider(provider, await readPrisma('schema.prisma'));
    expect(
      await diffSchemas(provider, forProvider(provider, await readPrisma('migrations/snapshot.prisma')), schema),
    ).toBe('');
    expect(await diffSchemas(provider, null, schema)).toContain('CREATE TABLE "Article"');
  });

  test('differs for PostgreSQL in provider, output and generators only', async () => {
    const schema = await readPrisma('schema.prisma');
    const models = (text: string): string => text.slice(text.indexOf('model Source'));
    const derived = derivePostgresqlSchema(schema);
    expect(models(derived)).toBe(models(schema));
    expect(derived).toMatch(/provider = "postgresql"/);
    expect(derived).not.toMatch(/sqlite"|pothos/);
  });

  test('that can no longer be derived from is an error, not a wrong schema', () => {
    expect(() => derivePostgresqlSchema('datasource db {\n  provider = "mysql"\n}')).toThrow(/nothing that matches/);
  });
});

test('every TEXT column of a PostgreSQL script compares bytewise, and no schema is made', () => {
  const script = [
    '-- CreateSchema',
    'CREATE SCHEMA IF NOT EXISTS "public";',
    '',
    'CREATE TABLE "A" (',
    '    "a" TEXT NOT NULL,',
    '    "b" TEXT,',
    '    "c" TEXT',
    ');',
    'ALTER TABLE "A" ADD COLUMN     "d" TEXT;',
    'ALTER TABLE "A" ALTER COLUMN "n" SET DATA TYPE TEXT;',
    'ALTER TABLE "A" ADD COLUMN "e" TEXT COLLATE "C" NOT NULL DEFAULT \'TEXT\';',
  ].join('\n');
  expect(adaptPostgresqlScript(script)).toBe(
    [
      'CREATE TABLE "A" (',
      '    "a" TEXT COLLATE "C" NOT NULL,',
      '    "b" TEXT COLLATE "C",',
      '    "c" TEXT COLLATE "C"',
      ');',
      'ALTER TABLE "A" ADD COLUMN     "d" TEXT COLLATE "C";',
      'ALTER TABLE "A" ALTER COLUMN "n" SET DATA TYPE TEXT COLLATE "C";',
      'ALTER TABLE "A" ADD COLUMN "e" TEXT COLLATE "C" NOT NULL DEFAULT \'TEXT\';',
    ].join('\n'),
  );
});

interface Field {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly isRequired: boolean;
  readonly relationFromFields?: readonly string[];
}

const models = (getDatamodel() as unknown as { datamodel: { models: Record<string, { fields: Field[] }> } }).datamodel
  .models;

describeOnEveryDatabase('a migrated database', (getDatabase, kind) => {
  test('has exactly the tables, columns, indexes and references of prisma/schema.prisma', async () => {
    const script = await diffSchemas(
      kind.provider,
      null,
      forProvider(kind.provider, await readPrisma('schema.prisma')),
    );
    const fresh = await kind.open({ migrated: false });
    try {
      const connection = await fresh.openScriptConnection();
      await connection.exclusively((transaction) =>
        transaction.run(kind.provider === 'postgresql' ? adaptPostgresqlScript(script) : script),
      );
      await connection.close();
      const expected = await readSchemaShape(fresh);
      expect(expected.length).toBeGreaterThan(300);
      const isModel = (table: string): boolean => table.replaceAll('"', '') in models;
      const actual = await readSchemaShape(getDatabase(), isModel);
      expect(actual).toEqual(expected);
      // A server whose own locale is bytewise would hide a column that forgot to be.
      if (kind.provider === 'postgresql') {
        const textColumns = actual.filter((fact) => /: column \w+ text /.test(fact));
        expect(textColumns.length).toBeGreaterThan(50);
        expect(textColumns.filter((fact) => !/ text C nullable/.test(fact))).toEqual([]);
      }
    } finally {
      await fresh.close();
    }
  });

  test('takes and gives back a row of every model, every column filled, through the generated client', async () => {
    const { prisma } = getDatabase();
    const client = prisma as unknown as Record<
      string,
      { create(args: object): Promise<Row>; findFirst(): Promise<Row>; updateMany(args: object): Promise<unknown> }
    >;
    const names = inOrderOfReference();
    expect(names).toHaveLength(Object.keys(models).length);
    for (const name of names) await delegate(client, name).create({ data: rowOf(name, (field) => field.isRequired) });
    for (const name of names) {
      const full = rowOf(name, () => true);
      await delegate(client, name).updateMany({ data: full });
      expect(await delegate(client, name).findFirst(), name).toEqual(full);
    }
  });
});

type Row = Record<string, unknown>;

function delegate<T>(client: Record<string, T>, model: string): T {
  const found = client[model.charAt(0).toLowerCase() + model.slice(1)];
  if (found === undefined) throw new Error(`the client has no ${model}`);
  return found;
}

/** Each model after those it cannot do without. */
function inOrderOfReference(): string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    for (const field of models[name]?.fields ?? [])
      if (
        field.kind === 'object' &&
        field.isRequired &&
        (field.relationFromFields ?? []).length > 0 &&
        !ordered.has(field.type)
      )
        visit(field.type);
    ordered.add(name);
  };
  for (const name of Object.keys(models)) visit(name);
  return [...ordered];
}

/** The one row of a model: every id is 1, so every reference holds. */
function rowOf(name: string, isWanted: (field: Field) => boolean): Row {
  const fields = models[name]?.fields ?? [];
  const references = new Set(fields.flatMap((field) => field.relationFromFields ?? []));
  const row: Row = {};
  for (const field of fields.filter(({ kind }) => kind === 'scalar').filter(isWanted))
    row[field.name] =
      field.name === 'id' || references.has(field.name) ? 1 : (VALUES[field.type] ?? unknownType(field));
  return row;
}

const VALUES: Readonly<Record<string, unknown>> = {
  String: '新闻 🎉 "x"',
  Int: 7,
  Float: 0.25,
  Boolean: true,
  BigInt: -8_640_000_000_000_001n,
};

function unknownType(field: Field): never {
  throw new Error(`${field.name} is of a type this test does not know: ${field.type}`);
}
