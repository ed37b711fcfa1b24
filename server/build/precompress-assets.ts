import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

export const BROTLI_SUFFIX = ".br";
const WORTH_PACKING = /\.(?:js|css)$/;
const AT_ONCE = 4; // threads of Node's pool

const brotli = promisify(brotliCompress);

async function pack(file: string): Promise<void> {
  const text = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${file}${BROTLI_SUFFIX}`, await brotli(text, { params }));
}

/** Packs the scripts and style sheets of a build as small as they get, once, beside the files themselves. */
export async function precompressAssets(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && WORTH_PACKING.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const work = async () => {
    for (let file = files.pop(); file; file = files.pop()) await pack(file);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
