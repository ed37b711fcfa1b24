import { randomBytes } from "node:crypto";
import { keepFile, keptFile } from "./home";

export type Secrets = { postgresPassword: string; nextauthSecret: string; cronSecret: string };

const fresh = () => randomBytes(32).toString("base64url");

/** The secrets of this checkout's local starts, made once. */
export async function secrets(): Promise<Secrets> {
  const kept = await keptFile("secrets.json");
  if (kept) return JSON.parse(kept) as Secrets;
  const made = { postgresPassword: fresh(), nextauthSecret: fresh(), cronSecret: fresh() };
  await keepFile("secrets.json", JSON.stringify(made, null, 2));
  return made;
}
