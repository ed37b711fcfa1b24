import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine, SchemaFilter } from "@prisma/schema-engine-wasm/schema_engine_bg";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { schemaEngineAdapter } from "./shadow-database";

const MIGRATIONS = path.resolve("prisma/migrations");
export const everything: SchemaFilter = { externalTables: [], externalEnums: [] };

/** schema.prisma, with `edit` applied to its text. */
export function schemaFiles(edit = (text: string) => text) {
  return [{ path: "schema.prisma", content: edit(readFileSync("prisma/schema.prisma", "utf8")) }];
}

/** The migrations as the engine wants them. */
export function migrationsList(): MigrationList {
  const entries = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    baseDir: MIGRATIONS,
    lockfile: {
      path: "migration_lock.toml",
      content: readFileSync(path.join(MIGRATIONS, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: entries.map(({ name }) => {
      const value = readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
      return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
    }),
  };
}

/** Prisma's own schema engine, in WebAssembly, on this database: what `prisma migrate` would say, without a download. */
export async function schemaEngine(databaseUrl: string): Promise<SchemaEngine> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const wasm = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {} } });
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  const datamodels = schemaFiles().map(({ path, content }): [string, string] => [path, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(schemaEngineAdapter(databaseUrl));
  return engine.SchemaEngine.new({ datamodels }, () => {}, adapter);
}
