import { randomBytes } from "node:crypto";
import { readDataFile, writeDataFile } from "./data-dir";

export type Secrets = { postgresPassword: string; nextauthSecret: string; cronSecret: string };

const randomSecret = () => randomBytes(32).toString("base64url");

/** The secrets of this checkout's local starts, made once. */
export async function loadSecrets(): Promise<Secrets> {
  const kept = await readDataFile("secrets.json");
  if (kept) return JSON.parse(kept) as Secrets;
  const made = { postgresPassword: randomSecret(), nextauthSecret: randomSecret(), cronSecret: randomSecret() };
  await writeDataFile("secrets.json", JSON.stringify(made, null, 2));
  return made;
}
