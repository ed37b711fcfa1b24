import { execFileSync } from "node:child_process";
import { UserError } from "../../cli";
import { confirmSystemChange } from "../system-changes";

/** A user and group to run a process as; empty for the caller's own. */
export type OsUser = { uid?: number; gid?: number };

export const isRoot = () => process.getuid?.() === 0;

const MISSING =
  "PostgreSQL refuses to run as root, and this machine has no user `postgres`. " +
  "Make one (useradd --system postgres), run this as another user, or set DATABASE_URL to a server of yours.";

const idOf = (flag: "-u" | "-g") =>
  Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));

function findPostgresUser(): OsUser | null {
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return null;
  }
}

function createPostgresUser(): void {
  try {
    execFileSync("groupadd", ["--system", "--force", "postgres"], { stdio: "ignore" });
    execFileSync("useradd", ["--system", "-g", "postgres", "postgres"], { stdio: "ignore" });
  } catch {
    throw new UserError(MISSING);
  }
}

const machine = { isRoot, hasUser: () => findPostgresUser() !== null, createUser: createPostgresUser };

/**
 * Makes sure that PostgreSQL has a user to run as: for root it creates the system user `postgres`, if that may be done.
 * @throws UserError when there is none
 */
export async function ensurePostgresUser(confirm = confirmSystemChange, system = machine): Promise<void> {
  if (!system.isRoot() || system.hasUser()) return;
  const action = "create the system user `postgres`";
  const purpose = "PostgreSQL refuses to run as root.";
  if (!(await confirm({ action, purpose }))) throw new UserError(MISSING);
  system.createUser();
}

/** The user PostgreSQL runs as: the caller, or `postgres` when that is root. @throws UserError when there is none */
export function postgresOsUser(): OsUser {
  if (!isRoot()) return {};
  const user = findPostgresUser();
  if (user) return user;
  throw new UserError(MISSING);
}
