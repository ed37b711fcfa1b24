import { execFileSync } from "node:child_process";

/** A user and group to run a process as; empty for the caller's own. */
export type OsUser = { uid?: number; gid?: number };

export const isRoot = () => process.getuid?.() === 0;

const idOf = (flag: "-u" | "-g") =>
  Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
const postgresUser = (): OsUser => ({ uid: idOf("-u"), gid: idOf("-g") });

/** Whom PostgreSQL runs as: the caller, or the user `postgres` when that is root, since it refuses to run as root. */
export function postgresOsUser(): OsUser {
  if (!isRoot()) return {};
  try {
    return postgresUser();
  } catch {
    return createPostgresUser();
  }
}

function createPostgresUser(): OsUser {
  try {
    execFileSync("groupadd", ["--system", "--force", "postgres"], { stdio: "ignore" });
    execFileSync("useradd", ["--system", "-g", "postgres", "postgres"], { stdio: "ignore" });
    return postgresUser();
  } catch {
    throw new Error("PostgreSQL does not run as root, and no user `postgres` could be made. Run this as another user.");
  }
}
