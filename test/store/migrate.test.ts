import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adaptPostgresqlScript } from '../../scripts/adapt-postgresql-script.ts';
import { derivePostgresqlSchema } from '../../scripts/derive-postgresql.ts';
import { diffSchemas } from '../../scripts/schema-engine.ts';
import type { Database, Provider } from '../../src/store/database.ts';
import { MIGRATIONS_DIRECTORY, migrate } from '../../src/store/migrate.ts';
import { type TestDatabase, testDatabases } from '../support/databases.ts';
import { copyMigrations, type MigrationsCopy } from '../support/migrations.ts';
import { readSchemaShape } from '../support/schema-shape.ts';

const program = fileURLToPath(new URL('./programs/migrate.ts', import.meta.url));

/** Runs the program in a process of its own; gives the names of what it applied. */
async function migrateInProcess(...args: string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...args]);
  return JSON.parse(stdout) as string[];
}

const oursFor = async (provider: Provider): Promise<string[]> =>
  (await readdir(join(MIGRATIONS_DIRECTORY, provider))).sort();

for (const kind of testDatabases()) {
  describe.skipIf(kind.skipped !== null)(
    `migrating (${kind.name}${kind.skipped === null ? '' : `: ${kind.skipped}`})`,
    () => {
      const { provider } = kind;
      let database: TestDatabase;
      let copy: MigrationsCopy;
      beforeEach(async () => {
        database = await kind.open({ migrated: false });
        copy = await copyMigrations();
      });
      afterEach(async () => {
        await database.close();
        await copy.delete();
      });

      test('applies everything to an empty database, then nothing', async () => {
        const ours = await oursFor(provider);
        expect(ours.length).toBeGreaterThan(0);
        expect(await migrate(database)).toEqual({ applied: ours });
        expect(await migrate(database)).toEqual({ applied: [] });
        const rows = await database.query(
          'SELECT migration_name, applied_steps_count FROM _prisma_migrations ORDER BY migration_name',
        );
        expect(rows).toEqual(ours.map((name) => ({ migration_name: name, applied_steps_count: 1 })));
      });

      test('several processes that start at once all succeed, and apply each migration once', async () => {
        const reports = await Promise.all(Array.from({ length: 4 }, () => migrateInProcess(database.url)));
        expect(reports.flat().sort()).toEqual(await oursFor(provider));
        expect(await database.prisma.article.count()).toBe(0);
      });

      test('making a table anew loses none of the rows that point to it', async () => {
        await migrate(database);
        const { articleId } = await addArticle(database);
        await copy.write(provider, '90000000000000_redefine_article', await scriptThatRedefinesArticle(provider));
        await migrate(database, copy.directory);
        const article = await database.prisma.article.findUnique({ where: { id: articleId }, include: CHILDREN });
        expect(article).toMatchObject({
          title: '标题',
          keys: [{ key: 'k' }],
          mentions: [{ surface: '西宁' }],
          documents: [{ path: 'a.md' }],
        });
        await expect(
          database.execute('INSERT INTO "ArticleKey" (key, "articleId", "isCurrent") VALUES ($1, $2, $3)', [
            'x',
            999,
            true,
          ]),
        ).rejects.toThrow();
      });

      test('full-text search goes on through a table made anew, when the script recreates what kept it', async () => {
        const search = SEARCH[provider];
        await copy.write(provider, '90000000000000_add_search', search.add);
        await migrate(database, copy.directory);
        await addArticle(database);
        expect(await database.query(search.find, ['标题'])).toHaveLength(1);
        await copy.write(
          provider,
          '90000000000001_redefine_article',
          search.before + (await scriptThatRedefinesArticle(provider)) + search.after,
        );
        await migrate(database, copy.directory);
        expect(await database.query(search.find, ['标题'])).toHaveLength(1);
        await database.execute('UPDATE "Article" SET title = $1', ['改题']);
        expect(await database.query(search.find, ['标题'])).toHaveLength(0);
        expect(await database.query(search.find, ['改题'])).toHaveLength(1);
        await database.execute('DELETE FROM "Article"');
        expect(await database.query(search.find, ['改题'])).toHaveLength(0);
      });

      test('a script that fails half-way leaves the database as it was, and its correction applies', async () => {
        await migrate(database);
        await addArticle(database);
        const before = await describeDatabase(database);
        await copy.write(
          provider,
          BROKEN,
          'CREATE TABLE "Half" (id INTEGER);\nDELETE FROM "Mention";\nINSERT INTO "Nowhere" VALUES (1);',
        );
        await expect(migrate(database, copy.directory)).rejects.toMatchObject({
          code: 'MIGRATION_FAILED',
          message: expect.stringMatching(new RegExp(`${BROKEN} could not be applied: .*Nowhere`)),
        });
        expect(await describeDatabase(database)).toEqual(before);
        await copy.write(provider, BROKEN, 'CREATE TABLE "Half" (id INTEGER);');
        expect(await migrate(database, copy.directory)).toEqual({ applied: [BROKEN] });
      });

      test('a process killed in the middle of a script leaves the database as it was, and the next one goes on', async () => {
        await migrate(database);
        await addArticle(database);
        const before = await describeDatabase(database);
        await copy.write(provider, BROKEN, 'CREATE TABLE "Half" (id INTEGER);\nDELETE FROM "Mention";');
        await expect(migrateInProcess(database.url, copy.directory, 'die')).rejects.toMatchObject({
          signal: 'SIGKILL',
        });
        expect(await describeDatabase(database)).toEqual(before);
        expect(await migrate(database, copy.directory)).toEqual({ applied: [BROKEN] });
        expect(await database.prisma.mention.count()).toBe(0);
      });

      test('an edited migration is refused', async () => {
        await migrate(database);
        const [first = ''] = await oursFor(provider);
        const script = await readFile(join(MIGRATIONS_DIRECTORY, provider, first, 'migration.sql'), 'utf8');
        await copy.write(provider, first, `${script}\n-- afterthought\n`);
        await expect(migrate(database, copy.directory)).rejects.toMatchObject({
          code: 'MIGRATION_FAILED',
          message: expect.stringContaining(`${first} has been edited`),
        });
      });

      test('a database newer than the program is refused', async () => {
        await copy.write(provider, '90000000000000_come_later', 'CREATE TABLE "Later" (id INTEGER);');
        await migrate(database, copy.directory);
        await expect(migrate(database)).rejects.toMatchObject({
          code: 'MIGRATION_FAILED',
          message: expect.stringContaining('newer than this program: it has the migration 90000000000000_come_later'),
        });
      });

      test('a database that another Prisma program made is refused', async () => {
        await migrate(database);
        await database.execute("UPDATE _prisma_migrations SET migration_name = '20200101000000_shop_' || id");
        await expect(migrate(database)).rejects.toMatchObject({ code: 'DATABASE_NOT_OURS' });
      });
    },
  );
}

describe('migrating (SQLite alone)', () => {
  const [sqlite] = testDatabases();

  test('a script that would leave a reference to nothing is undone', async () => {
    const database = await sqlite?.open();
    const copy = await copyMigrations();
    if (database === undefined) throw new Error('SQLite is always here');
    await addArticle(database);
    await copy.write('sqlite', BROKEN, 'DELETE FROM "Article";');
    await expect(migrate(database, copy.directory)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('would point to a missing row of Article'),
    });
    expect(await database.prisma.article.count()).toBe(1);
    await database.close();
    await copy.delete();
  });

  test('the same table made anew with references enforced does lose rows: why scripts run without', async () => {
    const database = await sqlite?.open();
    if (database === undefined) throw new Error('SQLite is always here');
    await addArticle(database);
    const statements = (await scriptThatRedefinesArticle('sqlite')).split(';').map((statement) => statement.trim());
    await database.transaction(async (transaction) => {
      for (const statement of statements.filter((text) => text !== '')) await transaction.execute(statement);
    });
    expect(await database.prisma.article.count()).toBe(1);
    expect(await database.prisma.mention.count()).toBe(0);
    await database.close();
  });
});

const BROKEN = '90000000000000_break_things';

const CHILDREN = { keys: true, mentions: true, documents: true } as const;

async function addArticle({ prisma }: Database): Promise<{ articleId: number }> {
  const source = await prisma.source.create({
    data: { key: 's', name: 's', kind: 'DIRECTORY', timeZone: 'Asia/Shanghai' },
  });
  const { id: articleId } = await prisma.article.create({
    data: {
      key: 'k',
      sourceId: source.id,
      path: 'a.md',
      title: '标题',
      language: 'zh-Hans',
      sortMs: 1n,
      excerpt: '',
      textLength: 2,
      textDigest: '',
      gazetteerVersion: '',
      extractorVersion: '',
      revision: 1,
      ingestedMs: 1n,
      frontMatter: '{}',
      html: '',
      text: '西宁',
      keys: { create: { key: 'k', isCurrent: true } },
      documents: {
        create: { sourceId: source.id, path: 'a.md', digest: '', byteLength: 1, state: 'TAKEN', ingestedMs: 1n },
      },
      mentions: {
        create: {
          field: 'BODY',
          start: 0,
          end: 2,
          surface: '西宁',
          type: 'PLACE',
          method: 'GAZETTEER',
          rule: 'r',
          confidence: 1,
          nested: false,
          extractor: 'x',
          position: 0,
          sortMs: 1n,
          articleKey: 'k',
        },
      },
    },
  });
  return { articleId };
}

/** As the authoring script would write it for a new default; SQLite cannot alter one in place. */
async function scriptThatRedefinesArticle(provider: Provider): Promise<string> {
  const schema = await readFile(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const changed = schema.replace(/^(model Article \{[^}]*?\n {2}title +String)$/m, '$1 @default("untitled")');
  expect(changed).not.toBe(schema);
  if (provider === 'postgresql')
    return adaptPostgresqlScript(
      await diffSchemas(provider, derivePostgresqlSchema(schema), derivePostgresqlSchema(changed)),
    );
  const script = await diffSchemas(provider, schema, changed);
  expect(script).toContain('DROP TABLE "Article"');
  return script;
}

/** Tables, indexes and references, the recorded migrations, and the number of mentions. */
async function describeDatabase(database: Database): Promise<unknown> {
  return {
    shape: await readSchemaShape(database),
    migrations: await database.query('SELECT id, checksum FROM _prisma_migrations ORDER BY id'),
    mentions: await database.prisma.mention.count(),
  };
}

const TRIGGERS = `
  CREATE TRIGGER article_added AFTER INSERT ON "Article" BEGIN
    INSERT INTO article_search (rowid, title) VALUES (new.id, new.title);
  END;
  CREATE TRIGGER article_removed AFTER DELETE ON "Article" BEGIN
    INSERT INTO article_search (article_search, rowid, title) VALUES ('delete', old.id, old.title);
  END;
  CREATE TRIGGER article_changed AFTER UPDATE ON "Article" BEGIN
    INSERT INTO article_search (article_search, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO article_search (rowid, title) VALUES (new.id, new.title);
  END;`;

/** Full-text search as a later migration may add it: invisible to the schema, kept by the database. */
const SEARCH = {
  sqlite: {
    add: `CREATE VIRTUAL TABLE article_search USING fts5 (title, content = 'Article', content_rowid = 'id');${TRIGGERS}`,
    find: 'SELECT rowid FROM article_search WHERE article_search MATCH $1',
    before: '',
    after: `${TRIGGERS}\nINSERT INTO article_search (article_search) VALUES ('rebuild');`,
  },
  postgresql: {
    add: `ALTER TABLE "Article" ADD COLUMN search tsvector;
      CREATE INDEX article_search ON "Article" USING gin (search);
      CREATE FUNCTION article_search() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN NEW.search := to_tsvector('simple', NEW.title); RETURN NEW; END $body$;
      CREATE TRIGGER article_search BEFORE INSERT OR UPDATE ON "Article" FOR EACH ROW EXECUTE FUNCTION article_search();`,
    find: `SELECT id FROM "Article" WHERE search @@ plainto_tsquery('simple', $1)`,
    before: '',
    after: '',
  },
} as const satisfies Record<Provider, { add: string; find: string; before: string; after: string }>;
