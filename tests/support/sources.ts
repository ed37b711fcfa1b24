import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** `late`: loaded when it is asked for, by `import()`. */
export type Import = { target: string; typeOnly: boolean; late: boolean };
export type Source = { file: string; text: string; imports: Import[] };

const ROOT = path.resolve(import.meta.dirname, "../..");
const STATIC = /^\s*(?:import|export)\s+(type\s)?(?:[\w*\s{},$]*?\bfrom\s*)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** The module an import names, as a path from the root of the checkout; a package keeps its own name. */
function targetOf(file: string, name: string): string {
  if (name.startsWith("@/")) return name.slice(2);
  if (name.startsWith(".")) return path.posix.join(path.posix.dirname(file), name);
  return name;
}

function importsOf(file: string, text: string): Import[] {
  const fixed = [...text.matchAll(STATIC)].map(([, type, name = ""]) => ({
    name,
    typeOnly: Boolean(type),
    late: false,
  }));
  const late = [...text.matchAll(DYNAMIC)].map(([, name = ""]) => ({ name, typeOnly: false, late: true }));
  return [...fixed, ...late].map(({ name, ...how }) => ({ target: targetOf(file, name), ...how }));
}

/** Every TypeScript file of these folders that somebody wrote, with what it imports. */
export function sourcesOf(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, "/")))
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("lib/generated"))
      .map((file) => {
        const text = readFileSync(path.join(ROOT, file), "utf8");
        return { file, text, imports: importsOf(file, text) };
      }),
  );
}
