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

describe("the schema", () => {
  test("the migrations result in schema.prisma: Prisma finds nothing to migrate", async () => {
    expect(await missing()).toMatch(/^\s*(-- This is an empty migration\.)?\s*$/);
  });

  test("a column that only schema.prisma has is noticed", async () => {
    const edited = await missing((text) => text.replace("model Wallet {", "model Wallet {\n  colour String?"));
    expect(edited).toContain('ADD COLUMN     "colour" TEXT');
  });
});

describe("migrate()", () => {
  test("migrate() leaves the rows that Prisma's own runner leaves: Prisma finds the history complete", async () => {
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

  test("migrate() applies each migration and function once, though two run at the same moment", async () => {
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
