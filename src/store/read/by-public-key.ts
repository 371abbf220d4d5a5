import { name, sql } from '../sql.ts';
import { Compiler, ROOT } from './compile.ts';
import type { Reader, Row } from './reader.ts';
import type { Query } from './selection.ts';

/** Models whose rows keep every key they had, and the table that has those. */
const KEYS = {
  Article: { table: 'ArticleKey', foreignKey: 'articleId' },
  Entity: { table: 'EntityKey', foreignKey: 'entityId' },
} as const;
type Keyed = keyof typeof KEYS;

/**
 * The row by any public key it has or had, or null. Look-ups with the same selection in one tick are one
 * statement, whichever keys they use. Index: ArticleKey or EntityKey primary key.
 */
export async function findByPublicKey<Model extends Keyed>(
  reader: Reader,
  model: Model,
  key: string,
  query: Query,
): Promise<Row<Model> | null> {
  const found = await reader.shared(JSON.stringify(['by public key', model, query]), key, (keys) =>
    findAll(reader, model, keys, query),
  );
  return (found as Row<Model> | undefined) ?? null;
}

async function findAll(reader: Reader, model: Keyed, keys: readonly string[], query: Query) {
  const { table, foreignKey } = KEYS[model];
  const compiler = new Compiler(reader.dialect);
  const alias = compiler.alias();
  const row = compiler.object(model, alias, query, { ...ROOT, further: [[ASKED, sql`k."key"`]] });
  const rows = await reader.rows(
    sql`SELECT ${reader.dialect.text(row)} AS "j" FROM ${name(table)} k JOIN ${name(model)} AS ${name(alias)} ON ${name(alias, 'id')} = k.${name(foreignKey)} WHERE ${compiler.oneOf(sql`k."key"`, keys)}`,
    compiler,
  );
  return new Map(rows.map((found) => [(found as Record<string, string>)[ASKED] as string, found]));
}

/** The key a row was asked by, beside its own columns. */
const ASKED = 'askedKey';
