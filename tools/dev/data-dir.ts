import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../root";
import { isReachable, makeReachableFolder, sharedDataDir } from "./services/permissions";
import { stopStaleProcess } from "./services/stale-process";

/** What a local start keeps: secrets and the name of its build. JARI_DATA_DIR moves it, so that tests have their own. */
export const dataDir = () => path.resolve(ROOT, process.env.JARI_DATA_DIR || ".data");

/** Where PostgreSQL's files lie: beside the rest, or, when its user cannot get there, in root's reachable place. */
export async function databaseDir(): Promise<string> {
  const folder = dataDir();
  if (await isReachable(folder)) return path.join(folder, "postgres");
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return path.join(sharedDataDir(), name, "postgres");
}

/** Deletes everything that local starts have stored. */
export async function deleteData(): Promise<void> {
  const database = await databaseDir();
  await stopStaleProcess(database);
  await rm(database, { recursive: true, force: true });
  await rm(dataDir(), { recursive: true, force: true });
}

/** Readable for its owner alone, and whole or not there. */
export async function writeDataFile(name: string, text: string): Promise<void> {
  await makeReachableFolder(dataDir());
  const file = path.join(dataDir(), name);
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function readDataFile(name: string): Promise<string | null> {
  const file = path.join(dataDir(), name);
  return existsSync(file) ? readFile(file, "utf8") : null;
}
