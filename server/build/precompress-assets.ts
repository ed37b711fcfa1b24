import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

export const BROTLI_SUFFIX = ".br";
const COMPRESSIBLE = /\.(?:js|css)$/;
const CONCURRENCY = 4; // threads of Node's pool

const brotliAsync = promisify(brotliCompress);

async function compressFile(file: string): Promise<void> {
  const text = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${file}${BROTLI_SUFFIX}`, await brotliAsync(text, { params }));
}

/** Writes the scripts and style sheets of a build once more beside themselves, compressed as well as Brotli can. */
export async function precompressAssets(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const worker = async () => {
    for (let file = files.pop(); file; file = files.pop()) await compressFile(file);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}
