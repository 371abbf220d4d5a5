/**
 * Derives the PostgreSQL schema from prisma/schema.prisma, the one source of truth, by replacing the provider
 * and the output, and leaving out the second generator (one set of Pothos types serves both databases).
 *
 * Throws when a replacement finds nothing to replace: the schema has changed its form and this must follow.
 */
export function derivePostgresqlSchema(sqliteSchema: string): string {
  const withProvider = replaceOnce(sqliteSchema, /(datasource db \{[^}]*provider\s*=\s*)"sqlite"/, '$1"postgresql"');
  const withOutput = replaceOnce(withProvider, /(generator client \{[^}]*output\s*=\s*)"[^"]*"/, `$1"${OUTPUT}"`);
  return replaceOnce(withOutput, /generator pothos \{[^}]*\}\n*/, '');
}

/** Relative to where the derived schema is written: src/store/generated/postgresql.prisma. */
const OUTPUT = './postgresql';

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) throw new Error(`prisma/schema.prisma has nothing that matches ${pattern}`);
  return text.replace(pattern, replacement);
}
