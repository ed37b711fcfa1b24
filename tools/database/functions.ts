import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { UserError } from "../cli";

const FUNCTIONS = path.resolve(import.meta.dirname, "../../prisma/functions");
const DEFINITION = /^CREATE OR REPLACE (?:FUNCTION|VIEW) (\w+)/gm;

/** A function or view of the database: `name` is the SQL name, `file` its path below prisma/functions. */
type SqlFile = { name: string; file: string; sql: string; checksum: string };

async function readSqlFile(folder: string, file: string): Promise<SqlFile> {
  const sql = await readFile(path.join(folder, file), "utf8");
  const name = path.basename(file, ".sql");
  const defined = [...sql.matchAll(DEFINITION)].map(([, defined]) => defined);
  if (defined.length !== 1 || defined[0] !== name)
    throw new UserError(`prisma/functions/${file} must define ${name}, once, by CREATE OR REPLACE FUNCTION or VIEW.`);
  return { name, file, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

/** Each file after those it mentions: Postgres resolves names in views and in bodies of SQL when it creates them. */
function inDependencyOrder(files: readonly SqlFile[]): SqlFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const ordered = new Set<SqlFile>();
  const visited = new Set<SqlFile>();
  const visit = (file: SqlFile) => {
    if (visited.has(file)) return;
    visited.add(file);
    for (const word of file.sql.replaceAll(/--.*$/gm, "").match(/\w+/g) ?? []) {
      const mentioned = byName.get(word);
      if (mentioned) visit(mentioned);
    }
    ordered.add(file);
  };
  files.forEach(visit);
  return [...ordered];
}

/** The files of prisma/functions, in an order in which they can be created. */
export async function readSqlFiles(folder = FUNCTIONS): Promise<SqlFile[]> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith(".sql")).sort();
  return inDependencyOrder(await Promise.all(files.map((file) => readSqlFile(folder, file))));
}

async function applyFile(client: pg.ClientBase, { name, file, sql, checksum }: SqlFile): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    throw new UserError(`prisma/functions/${file} failed: ${error instanceof Error ? error.message : error}`);
  }
  await client.query(
    `INSERT INTO _jari_functions (name, checksum) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()`,
    [name, checksum],
  );
}

// Other parameters make a second function beside the old one, and which of them a call means would be left to chance.
async function refuseOverloads(client: pg.ClientBase, names: string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT proname AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname = ANY ($1)
     GROUP BY 1 HAVING count(*) > 1`,
    [names],
  );
  if (rows[0])
    throw new UserError(
      `${rows[0].name} has changed its parameters. Give the new function another name (docs/booking.md).`,
    );
}

/** Drops what earlier versions had a file for. One statement each, so that what depends on each other goes together. */
async function dropWithoutFile(client: pg.ClientBase, names: string[]): Promise<void> {
  const { rows } = await client.query<{ drop: string | null }>(
    `SELECT 'DROP VIEW ' || string_agg(oid::regclass::text, ', ') AS drop FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'v' AND relname = ANY ($1)
     UNION ALL SELECT 'DROP FUNCTION ' || string_agg(oid::regprocedure::text, ', ') FROM pg_proc
     WHERE pronamespace = current_schema()::regnamespace AND proname = ANY ($1)`,
    [names],
  );
  for (const { drop } of rows) if (drop) await client.query(drop);
  await client.query("DELETE FROM _jari_functions WHERE name = ANY ($1)", [names]);
}

/**
 * Brings functions and views to what the files of prisma/functions say, in one transaction: applies each file that
 * changed since this database applied it, and drops what has no file any more. Returns what it did.
 * @throws UserError when a file fails, or changes the parameters of its function
 */
export async function applyFunctions(client: pg.ClientBase, files: readonly SqlFile[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>("SELECT name, checksum FROM _jari_functions");
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const changed = files.filter(({ name, checksum }) => applied.get(name) !== checksum);
  const names = files.map(({ name }) => name);
  const dropped = [...applied.keys()].filter((name) => !names.includes(name)).sort();
  if (changed.length + dropped.length === 0) return [];
  await client.query("BEGIN");
  try {
    for (const file of changed) await applyFile(client, file);
    await dropWithoutFile(client, dropped);
    await refuseOverloads(client, names);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
  return [...changed.map(({ file }) => `functions/${file}`), ...dropped.map((name) => `drop ${name}`)];
}
