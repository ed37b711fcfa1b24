import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { readSqlFiles } from "@/tools/database/functions";
import { migrate } from "@/tools/database/migrations";
import { everything, migrationsList, schemaEngine, schemaFiles } from "../../support/schema-engine";

let engine: SchemaEngine;
beforeAll(async () => {
  engine = await schemaEngine(env().DATABASE_URL);
});

const missing = async (edit?: (text: string) => string) => {
  const { stdout } = await engine.diff({
    from: { tag: "migrations", ...migrationsList() },
    to: { tag: "schemaDatamodel", files: schemaFiles(edit) },
    script: true,
    exitCode: true,
    filters: everything,
  });
  return stdout;
};

describe("the tables", () => {
  test("are what schema.prisma says: Prisma finds nothing to migrate", async () => {
    expect(await missing()).toMatch(/^\s*(-- This is an empty migration\.)?\s*$/);
  });

  test("would be found wanting if the schema had a column more", async () => {
    const edited = await missing((text) => text.replace("model Wallet {", "model Wallet {\n  colour String?"));
    expect(edited).toContain('ADD COLUMN     "colour" TEXT');
  });
});

describe("our runner of migrations", () => {
  test("leaves the rows Prisma's own runner leaves: Prisma finds the history whole and up to date", async () => {
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList: migrationsList(),
      optInToShadowDatabase: false,
      filters: everything,
    });
    expect(diagnosis).toMatchObject({
      hasMigrationsTable: true,
      history: null,
      failedMigrationNames: [],
      editedMigrationNames: [],
    });
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationsList(),
      filters: everything,
    });
    expect(appliedMigrationNames).toEqual([]);
  });

  test("applies each migration once, though two run at the same moment", async () => {
    const name = `migrate_${Date.now()}`;
    const url = new URL(env().DATABASE_URL);
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    try {
      await admin.query(`CREATE DATABASE ${name}`);
      url.pathname = name;
      const [first, second] = await Promise.all([migrate(url.href), migrate(url.href)]);
      const migrations = migrationsList().migrationDirectories.map(({ path }) => path);
      const functions = (await readSqlFiles()).map(({ file }) => `functions/${file}`);
      const applied = [...first, ...second].filter((step) => !step.startsWith("drop "));
      expect(applied.sort()).toEqual([...migrations, ...functions].sort());
      expect(await migrate(url.href)).toEqual([]);
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    }
  });
});
