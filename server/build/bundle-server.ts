import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type OutputFile } from "esbuild";
import { ROOT } from "@/tools/root";

const SOURCE = "server/main.ts";
const folder = () => path.join(process.env.NEXT_DIST_DIR || ".next", "front");

/** Where the front door of a build lies, from the folder of the checkout. */
export const serverBundleFile = (): string => path.join(folder(), "main.mjs");

/** At once or not at all: somebody may be reading it, or writing the same. */
async function put({ path: file, contents }: OutputFile): Promise<void> {
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, contents);
  await rename(made, file);
}

/**
 * Packs the front door into plain JavaScript, in a tenth of a second, and says where it lies. Read by tsx it would take
 * twice the processor time a request: tsx keeps the names of functions by naming each anew whenever one is made
 * (docs/decisions/097). What is loaded only when it is needed lies in files of its own.
 */
export async function bundleServer(): Promise<string> {
  const { outputFiles } = await build({
    ...{ absWorkingDir: ROOT, entryPoints: [SOURCE], outdir: folder(), outExtension: { ".js": ".mjs" } },
    ...{ bundle: true, splitting: true, packages: "external", platform: "node", format: "esm", target: "node20" },
    ...{ write: false, logLevel: "warning" },
  });
  await mkdir(path.join(ROOT, folder()), { recursive: true });
  const isEntry = ({ path: file }: OutputFile) => file === path.join(ROOT, serverBundleFile());
  await Promise.all(outputFiles.filter((file) => !isEntry(file)).map(put));
  await Promise.all(outputFiles.filter(isEntry).map(put)); // last: the rest is there
  return serverBundleFile();
}
