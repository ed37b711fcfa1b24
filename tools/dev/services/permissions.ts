import { chmod, mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { isRoot } from "./os-user";

/** Root's things for the postgres user lie here when a checkout lies where only root can look. */
export const sharedDataDir = () => "/var/lib/jari";

/** Whether the user PostgreSQL will run as can walk to this folder: root's own 0700 folders stop the postgres user. */
export async function isReachable(folder: string): Promise<boolean> {
  if (!isRoot()) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const entry = await stat(at).catch(() => null); // not made yet: its parents decide
    if (entry && (entry.mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Makes a folder that every user can walk into, whatever the caller's umask; folders that exist stay as they are. */
export async function makeReachableFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (!first) return;
  for (let at = path.resolve(folder); at.length >= first.length; at = path.dirname(at)) await chmod(at, 0o755);
}
