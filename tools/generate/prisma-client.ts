import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
const modifiedAt = (file: string) => statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Writes Prisma's client when there is none or the schema is newer. @throws with what Prisma said. */
export function ensurePrismaClient(): boolean {
  if (modifiedAt("lib/generated/prisma/client.ts") > modifiedAt("prisma/schema.prisma")) return false;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/prisma.mjs", "generate"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Prisma's client could not be generated:\n${stdout}${stderr}`);
  return true;
}
