import { stat } from "node:fs/promises";
import path from "node:path";
import { runsAsRoot } from "./account";

/** Root's things for the postgres user lie here when a checkout lies where only root can look. */
export const reachableHome = () => "/var/lib/jari";

/** Whether the user PostgreSQL will run as can walk to this folder: root's own 0700 folders stop the postgres user. */
export async function isReachable(folder: string): Promise<boolean> {
  if (!runsAsRoot()) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const entry = await stat(at).catch(() => null); // not made yet: its parents decide
    if (entry && (entry.mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
