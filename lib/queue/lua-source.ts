import { readFileSync } from "node:fs";
import path from "node:path";

// Paths start at the checkout, as every process does: a bundle has no folder of its own sources.
const readLua = (name: string): string =>
  readFileSync(path.join(process.cwd(), "lib/queue/lua", `${name}.lua`), "utf8");

/** Replaces each `-- include: name` line by `lua/name.lua` and its own includes, once, at its first mention. */
export function resolveIncludes(source: string, included = new Set<string>()): string {
  return source.replace(/^-- include: (\S+)$/gm, (_, name: string) => {
    if (included.has(name)) return "";
    included.add(name);
    return resolveIncludes(readLua(name), included);
  });
}

export const loadScript = (name: string): string => resolveIncludes(readLua(name));
