import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runsAsRoot } from "../engines/account";
import { say } from "../parts/say";
import { installPackage } from "./debian";
import { postgresPrograms } from "./postgres-programs";

/** A program of the system beside which Jari is tested. `setting` says where it is, to us and to the tests. */
export type Neighbour = {
  setting: "KCAT_PATH" | "NGINX_PATH" | "REDIS_SERVER_PATH" | "PG_BIN";
  program: string;
  versionFlag: string;
  package: string;
  plays: string;
  /** Where it is, when the path does not say. */
  find?: () => string | null;
};

export const KCAT: Neighbour = {
  setting: "KCAT_PATH",
  program: "kcat",
  versionFlag: "-V",
  package: "kcat",
  plays: "plays a Kafka broker",
};
export const NGINX: Neighbour = {
  setting: "NGINX_PATH",
  program: "nginx",
  versionFlag: "-v",
  package: "nginx",
  plays: "stands before several front doors",
};
export const REDIS_SERVER: Neighbour = {
  setting: "REDIS_SERVER_PATH",
  program: "redis-server",
  versionFlag: "--version",
  package: "redis-server",
  plays: "plays a Redis Cluster",
};
export const POSTGRES: Neighbour = {
  setting: "PG_BIN",
  program: "pg_dump",
  versionFlag: "--version",
  package: "postgresql",
  plays: "is saved and restored",
  find: postgresPrograms,
};

const runs = (program: string, versionFlag: string): boolean =>
  spawnSync(program, [versionFlag], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** Where the program is, if it runs here. */
export function present({ setting, program, versionFlag, find }: Neighbour): string | null {
  if (find) return find();
  const named = process.env[setting] || program;
  return runs(named, versionFlag) ? named : null;
}

/** The same; when we are root, Debian's package is installed first. */
export function findOrInstall(neighbour: Neighbour): string | null {
  const here = present(neighbour);
  if (here || !runsAsRoot() || !existsSync("/usr/bin/apt-get")) return here;
  say(`Installing ${neighbour.package}, which ${neighbour.plays}`);
  installPackage(neighbour.package);
  return present(neighbour);
}
