import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Account } from "./account";

/** Makes the folder the cluster lives in, owned by who will run it. */
async function makeFolder(folder: string, { uid, gid }: Account): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
}

/** Initialises a cluster in `dataDir` unless it is one; a half-made one, left by a kill, is made anew. */
export async function ensureCluster(
  initdb: string,
  { dataDir, user, password, account }: { dataDir: string; user: string; password: string; account: Account },
): Promise<void> {
  const whole = path.join(dataDir, "jari-initialised");
  if (existsSync(whole)) return;
  await rm(dataDir, { recursive: true, force: true });
  await makeFolder(dataDir, account);
  const passwordFile = `${dataDir}.password`;
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid);
    const args = [`--pgdata=${dataDir}`, `--username=${user}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    await run(initdb, [...args, "--encoding=UTF8", "--locale=C", "--no-sync"], account);
    await writeFile(whole, "");
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function run(command: string, args: string[], account: Account): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...account, stdio: ["ignore", "ignore", "pipe"], env: { LC_ALL: "C" } });
    let complaint = "";
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${complaint.trim()}`))));
  });
}
