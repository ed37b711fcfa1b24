import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { postgresOsUser } from "@/tools/dev/services/os-user";
import { freePort } from "@/tools/dev/services/ports";
import { temporaryFolder } from "@/tools/testing/test-site";

/** The system's own PostgreSQL on a port of its own, empty, until the test ends; with the programs beside it. */
export async function nativePostgres() {
  const bin = process.env.PG_BIN ?? "";
  const [folder, port, account] = [await temporaryFolder(), await freePort(), postgresOsUser()];
  const data = path.join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (account.uid && account.gid) chownSync(data, account.uid, account.gid);
  const options = { ...account, env: { ...process.env, LC_ALL: "C" }, cwd: folder };
  const initdb = ["-D", data, "-U", "jari", "--auth=trust", "--encoding=UTF8", "--no-sync"];
  execFileSync(path.join(bin, "initdb"), initdb, { ...options, stdio: "ignore" });
  const flags = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "timezone=UTC"];
  const args = ["-D", data, "-p", String(port), ...flags.flatMap((flag) => ["-c", flag])];
  const server = spawn(path.join(bin, "postgres"), args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(server, "close");
  onTestFinished(async () => {
    server.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true });
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (chunk) => {
      log += chunk;
      if (log.includes("ready to accept connections")) resolve();
    });
    void ended.then(() => reject(new Error(log)));
  });
  const urlOf = (database: string) => `postgresql://jari@127.0.0.1:${port}/${database}`;
  return {
    urlOf,
    /** Runs a program of this PostgreSQL's to its end. */
    run: (program: string, ...args: string[]) => promisify(execFile)(path.join(bin, program), args),
    folder,
  };
}
