import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { UserError } from "../cli";
import { applyFunctions, readSqlFiles } from "./functions";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");
const PRISMA_LOCK = 72707369; // the advisory lock that `prisma migrate` takes, so that the two never run at once
const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

type Migration = { name: string; sql: string; checksum: string };
type Row = { migration_name: string; checksum: string; finished_at: Date | null; rolled_back_at: Date | null };

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<Row>(`SELECT * FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`);
  const failed = rows.find((row) => !row.finished_at);
  if (failed)
    throw new UserError(`The migration ${failed.migration_name} failed earlier. Resolve it first (Prisma's P3009).`);
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function applyMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql); // without parameters all its statements are one implicit transaction
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await client.query("ROLLBACK");
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, reason]);
    throw new UserError(`The migration ${name} failed: ${reason}`);
  }
  await client.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [
    id,
  ]);
}

async function applyMigrations(client: pg.Client): Promise<string[]> {
  await client.query(PRISMA_TABLE);
  const applied = await appliedChecksums(client);
  const names: string[] = [];
  for (const migration of await readMigrations()) {
    const checksum = applied.get(migration.name);
    if (checksum && checksum !== migration.checksum) {
      throw new UserError(
        `The migration ${migration.name} was edited after this database had applied it. A demo can begin afresh with --reset.`,
      );
    }
    if (checksum) continue;
    await applyMigration(client, migration);
    names.push(migration.name);
  }
  return names;
}

/**
 * Applies the migrations this database has not had, in order of name, then the files of prisma/functions that changed, and
 * returns what it did. For migrations it does what `prisma migrate deploy` does and leaves the same rows, without Prisma's
 * engine, which has to be downloaded. Several may run at once.
 * @throws UserError when a migration or a function fails, or a migration failed earlier or was edited once applied
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    return [...(await applyMigrations(client)), ...(await applyFunctions(client, await readSqlFiles()))];
  } finally {
    await client.end();
  }
}
