import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OsUser } from "./os-user";
import { makeReachableFolder } from "./permissions";

async function giveTo(file: string, { uid, gid }: OsUser): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
}

function run(command: string, args: string[], account: OsUser): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: "C" };
    const child = spawn(command, args, { ...account, env, stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${complaint.trim()}`))));
  });
}

type Cluster = { dataDir: string; user: string; password: string; account: OsUser };

/** Initialises a cluster in `dataDir` unless it is there. Made aside and renamed: a half-made one is never mistaken for one. */
export async function ensureCluster(initdb: string, { dataDir, user, password, account }: Cluster): Promise<void> {
  if (existsSync(dataDir)) return;
  const aside = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  await rm(aside, { recursive: true, force: true });
  try {
    await makeReachableFolder(path.dirname(aside));
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    for (const file of [aside, passwordFile]) await giveTo(file, account);
    const args = [`--pgdata=${aside}`, `--username=${user}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    await run(initdb, [...args, "--encoding=UTF8", "--locale=C", "--no-sync"], account);
    await rename(aside, dataDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
