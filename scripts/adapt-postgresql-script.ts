/**
 * Makes a script of the schema engine fit for PostgreSQL as we use it.
 *
 * Every TEXT column gets the collation "C", so that text compares by its bytes, as on SQLite, whatever the
 * locale of the server (indexes take it from their columns). And no schema is made: the tables go where the
 * connection's search path says.
 */
export const adaptPostgresqlScript = (script: string): string =>
  script.replace(CREATE_SCHEMA, '').replace(TEXT_COLUMN, '$1 COLLATE "C"');

const CREATE_SCHEMA = /^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n+/m;

const TEXT_COLUMN = /("[^"\n]+" (?:SET DATA TYPE )?TEXT(?:\[\])?)(?! COLLATE)(?=[\s,;])/g;
