import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";

const DEBIAN = "/usr/lib/postgresql"; // a folder for each version; none of their servers is on the path
const PROGRAMS = ["initdb", "postgres", "pg_dump", "pg_restore"];

/** The folder of a PostgreSQL of the system's that is whole: a pg_dump refuses a server newer than itself. */
export function postgresPrograms(): string | null {
  const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "pg_dump"));
  const folders = onPath.filter((file) => existsSync(file)).map((file) => path.dirname(realpathSync(file)));
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().reverse() : [];
  for (const version of versions) folders.push(path.join(DEBIAN, version, "bin"));
  const whole = (folder: string) => PROGRAMS.every((program) => existsSync(path.join(folder, program)));
  return [process.env.PG_BIN ?? "", ...folders].find(whole) ?? null;
}
