import type pg from "pg";

const OUR_TABLES = `relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> '_prisma_migrations'`;

const ENUMS = `SELECT format(E'CREATE TYPE %I AS ENUM (%s);\\n', t.typname,
    string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)) AS sql
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = current_schema()::regnamespace
  GROUP BY t.typname ORDER BY t.typname`;

const TABLES = `SELECT format(E'CREATE TABLE %I (\\n%s\\n)%s;\\n', c.relname, concat_ws(E',\\n', columns.sql, constraints.sql),
    ' WITH (' || array_to_string(c.reloptions, ', ') || ')') AS sql
  FROM pg_class c
  CROSS JOIN LATERAL (
    SELECT string_agg(format('  %I %s', a.attname, concat_ws(' ',
      CASE WHEN serial.name IS NULL THEN format_type(a.atttypid, a.atttypmod)
        ELSE CASE a.atttypid WHEN 'bigint'::regtype THEN 'bigserial' ELSE 'serial' END END,
      CASE WHEN a.attnotnull THEN 'NOT NULL' END,
      CASE WHEN serial.name IS NULL THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid, true) END)), E',\\n' ORDER BY a.attnum) AS sql
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      CROSS JOIN LATERAL (SELECT pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS name) serial
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) columns
  CROSS JOIN LATERAL (
    SELECT string_agg(format('  CONSTRAINT %I %s', conname, pg_get_constraintdef(oid, true)), E',\\n' ORDER BY contype DESC, conname) AS sql
    FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('p', 'u', 'c', 'f')) constraints
  WHERE ${OUR_TABLES} ORDER BY c.relname`;

const INDEXES = `SELECT pg_get_indexdef(i.indexrelid, 0, true) || ';' AS sql
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE ${OUR_TABLES} AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u'))
  ORDER BY i.indexrelid::regclass::text`;

const VIEWS = `SELECT format(E'CREATE VIEW %I AS\\n%s\\n', relname, pg_get_viewdef(oid, true)) AS sql
  FROM pg_class WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace ORDER BY relname`;

const FUNCTIONS = `SELECT rtrim(pg_get_functiondef(oid), E'\\n ') || E';\\n' AS sql
  FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY proname, oid::regprocedure::text`;

const TRIGGERS = `SELECT pg_get_triggerdef(t.oid, true) || ';' AS sql
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${OUR_TABLES} ORDER BY t.tgname`;

const SECTIONS = {
  Types: ENUMS,
  Tables: TABLES,
  Indexes: INDEXES,
  Views: VIEWS,
  Functions: FUNCTIONS,
  Triggers: TRIGGERS,
};

const HEAD = `-- What the migrations and prisma/functions result in. To be read and compared, not applied or edited:
-- \`npm run generate:schema\` writes it anew.
`;

/**
 * Types, tables with their constraints, indexes, views, functions and triggers of a database as one text, in order of
 * name: two databases with the same schema give the same text.
 */
export async function dumpSchema(client: pg.ClientBase): Promise<string> {
  let text = HEAD;
  for (const [title, query] of Object.entries(SECTIONS)) {
    const { rows } = await client.query<{ sql: string }>(query);
    text += `\n-- ${title}\n\n${rows
      .map(({ sql }) => sql)
      .join("\n")
      .trimEnd()}\n`;
  }
  return text.replaceAll("public.", "");
}
