import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type OutputFile } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "../..");
const ENTRY = "server/main.ts";
const outputFolder = () => path.join(process.env.NEXT_DIST_DIR || ".next", "api-server");

/** The bundle of the server, relative to the checkout. */
export const serverBundleFile = (): string => path.join(outputFolder(), "main.mjs");

/** Writes atomically: another process may be reading the same file, or writing it. */
async function writeAtomically({ path: file, contents }: OutputFile): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, contents);
  await rename(temporary, file);
}

/**
 * Bundles the server into plain JavaScript, in a tenth of a second, and returns the file. Run by tsx, a request would take
 * twice the processor time: tsx keeps function names by defining each anew whenever a function is made (docs/server.md).
 */
export async function bundleServer(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    outdir: outputFolder(),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    write: false,
    logLevel: "warning",
  });
  await mkdir(path.join(ROOT, outputFolder()), { recursive: true });
  const isEntry = ({ path: file }: OutputFile) => file === path.join(ROOT, serverBundleFile());
  await Promise.all(outputFiles.filter((file) => !isEntry(file)).map(writeAtomically));
  await Promise.all(outputFiles.filter(isEntry).map(writeAtomically)); // last, once its chunks are there
  return serverBundleFile();
}
