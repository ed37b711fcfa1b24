import { spawnSync } from "node:child_process";
import { installDebianPackages } from "./debian-packages";
import { postgresPrograms } from "./postgres-programs";

/** A program that Jari is tested beside. `setting` is the variable that tells the tests where it is. */
export type ExternalTool = {
  setting: "KCAT_PATH" | "NGINX_PATH" | "REDIS_SERVER_PATH" | "PG_BIN";
  program: string;
  versionFlag: string;
  package: string;
  /** A sentence. */
  purpose: string;
  /** Where it is, when the path does not say. */
  find?: () => string | null;
};

export const KCAT: ExternalTool = {
  setting: "KCAT_PATH",
  program: "kcat",
  versionFlag: "-V",
  package: "kcat",
  purpose: "It plays a Kafka broker for the tests of events over Kafka.",
};
export const NGINX: ExternalTool = {
  setting: "NGINX_PATH",
  program: "nginx",
  versionFlag: "-v",
  package: "nginx",
  purpose: "The tests of deploy/nginx.conf run it.",
};
export const REDIS_SERVER: ExternalTool = {
  setting: "REDIS_SERVER_PATH",
  program: "redis-server",
  versionFlag: "--version",
  package: "redis-server",
  purpose: "It plays a Redis Cluster for the tests of the queue.",
};
export const POSTGRES: ExternalTool = {
  setting: "PG_BIN",
  program: "pg_dump",
  versionFlag: "--version",
  package: "postgresql",
  purpose: "The test of backups saves and restores with its programs.",
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

/** The same; on Debian as root its package is installed first, if that may be done. */
export async function findOrInstallTool(tool: ExternalTool): Promise<string | null> {
  const found = findTool(tool);
  if (found) return found;
  await installDebianPackages([tool.package], tool.purpose);
  return findTool(tool);
}
