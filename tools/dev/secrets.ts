import { randomBytes } from "node:crypto";
import { readDataFile, writeDataFile } from "./data-dir";

export type Secrets = { postgresPassword: string; nextauthSecret: string; cronSecret: string };

const randomSecret = () => randomBytes(32).toString("base64url");

/** The secrets of this checkout's local starts; creates them once. */
export async function loadSecrets(): Promise<Secrets> {
  const stored = await readDataFile("secrets.json");
  if (stored) return JSON.parse(stored) as Secrets;
  const secrets = { postgresPassword: randomSecret(), nextauthSecret: randomSecret(), cronSecret: randomSecret() };
  await writeDataFile("secrets.json", JSON.stringify(secrets, null, 2));
  return secrets;
}
