import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stopOrphan } from "../engines/orphan";
import { isReachable, makeFolder, reachableHome } from "../engines/reach";
import { ROOT } from "./root";

/** What a local start keeps: secrets and the name of its build. JARI_DATA_DIR moves it, so that tests have their own. */
export const dataFolder = () => path.resolve(ROOT, process.env.JARI_DATA_DIR || ".data");

/** Where PostgreSQL's files lie: beside the rest, or, when its user cannot get there, in root's reachable place. */
export async function databaseFolder(): Promise<string> {
  const folder = dataFolder();
  if (await isReachable(folder)) return path.join(folder, "postgres");
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return path.join(reachableHome(), name, "postgres");
}

/** Forgets everything a local start has kept. */
export async function forget(): Promise<void> {
  const database = await databaseFolder();
  await stopOrphan(database);
  await rm(database, { recursive: true, force: true });
  await rm(dataFolder(), { recursive: true, force: true });
}

/** Readable for its owner alone, and whole or not there. */
export async function keepFile(name: string, text: string): Promise<void> {
  await makeFolder(dataFolder());
  const file = path.join(dataFolder(), name);
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function keptFile(name: string): Promise<string | null> {
  const file = path.join(dataFolder(), name);
  return existsSync(file) ? readFile(file, "utf8") : null;
}
