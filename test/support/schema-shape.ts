import type { Provider, Statements } from '../../src/store/database.ts';

/**
 * What a database really holds, one line a fact, sorted: every table's columns with type, nullability and
 * default, its indexes with their columns, its references with their actions. Tables by `isCounted` only.
 */
export async function readSchemaShape(
  { provider, query }: Pick<Statements, 'provider' | 'query'>,
  isCounted: (table: string) => boolean = (table) => table !== '_prisma_migrations',
): Promise<string[]> {
  const rows = await query<{ table: string; fact: string }>(FACTS[provider]);
  return rows
    .filter(({ table }) => isCounted(table))
    .map(({ table, fact }) => `${table}: ${fact}`)
    .sort();
}

const FACTS = {
  sqlite: `
    WITH t AS (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\')
    SELECT t.name AS "table",
      'column ' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' default=' || COALESCE(c.dflt_value, '-') || ' pk=' || c.pk AS fact
    FROM t, pragma_table_info(t.name) c
    UNION ALL
    SELECT t.name, 'index ' || i.name || ' unique=' || i."unique" || ' on ' ||
      (SELECT group_concat(x.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) x)
    FROM t, pragma_index_list(t.name) i
    UNION ALL
    SELECT t.name, 'reference ' || f."from" || ' to ' || f."table" || '(' || f."to" || ') update=' || f.on_update || ' delete=' || f.on_delete
    FROM t, pragma_foreign_key_list(t.name) f
    UNION ALL
    SELECT tbl_name, type || ' ' || name FROM sqlite_master WHERE type IN ('trigger', 'view')`,
  postgresql: `
    SELECT table_name::text AS "table", 'column ' || column_name || ' ' || data_type || ' ' || COALESCE(collation_name, '-') ||
      ' nullable=' || is_nullable || ' default=' || COALESCE(column_default, '-') AS fact
    FROM information_schema.columns WHERE table_schema = current_schema()
    UNION ALL
    SELECT tablename::text, 'index ' || replace(indexdef, quote_ident(schemaname) || '.', '') FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL
    SELECT conrelid::regclass::text, 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT event_object_table::text, 'trigger ' || trigger_name FROM information_schema.triggers WHERE trigger_schema = current_schema()`,
} as const satisfies Record<Provider, string>;
