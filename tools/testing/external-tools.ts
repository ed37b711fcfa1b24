import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { print } from "../cli";
import { isRoot } from "../dev/services/os-user";
import { installPackage } from "./debian-packages";
import { postgresPrograms } from "./postgres-programs";

/** A program of the system beside which Jari is tested. `setting` says where it is, to us and to the tests. */
export type ExternalTool = {
  setting: "KCAT_PATH" | "NGINX_PATH" | "REDIS_SERVER_PATH" | "PG_BIN";
  program: string;
  versionFlag: string;
  package: string;
  purpose: string;
  /** Where it is, when the path does not say. */
  find?: () => string | null;
};

export const KCAT: ExternalTool = {
  setting: "KCAT_PATH",
  program: "kcat",
  versionFlag: "-V",
  package: "kcat",
  purpose: "plays a Kafka broker",
};
export const NGINX: ExternalTool = {
  setting: "NGINX_PATH",
  program: "nginx",
  versionFlag: "-v",
  package: "nginx",
  purpose: "stands before several front doors",
};
export const REDIS_SERVER: ExternalTool = {
  setting: "REDIS_SERVER_PATH",
  program: "redis-server",
  versionFlag: "--version",
  package: "redis-server",
  purpose: "plays a Redis Cluster",
};
export const POSTGRES: ExternalTool = {
  setting: "PG_BIN",
  program: "pg_dump",
  versionFlag: "--version",
  package: "postgresql",
  purpose: "is saved and restored",
  find: postgresPrograms,
};

const runs = (program: string, versionFlag: string): boolean =>
  spawnSync(program, [versionFlag], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** Where the program is, if it runs here. */
export function findTool({ setting, program, versionFlag, find }: ExternalTool): string | null {
  if (find) return find();
  const named = process.env[setting] || program;
  return runs(named, versionFlag) ? named : null;
}

/** The same; when we are root, Debian's package is installed first. */
export function findOrInstallTool(neighbour: ExternalTool): string | null {
  const here = findTool(neighbour);
  if (here || !isRoot() || !existsSync("/usr/bin/apt-get")) return here;
  print(`Installing ${neighbour.package}, which ${neighbour.purpose}`);
  installPackage(neighbour.package);
  return findTool(neighbour);
}
