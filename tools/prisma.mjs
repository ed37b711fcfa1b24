// Runs the Prisma CLI without its downloadable schema engine. `generate`, `validate` and `format` only want some file
// to exist where the engine would be; every other command is left alone, so that it fails loudly when it needs one.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const OFFLINE_SAFE = ["generate", "validate", "format"];
const args = process.argv.slice(2);
const env = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", ...process.env };
if (OFFLINE_SAFE.includes(args[0])) env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

const cli = path.join(path.dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build/index.js");
process.exit(spawnSync(process.execPath, [cli, ...args], { stdio: "inherit", env }).status ?? 1);
