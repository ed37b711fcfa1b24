import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { BROTLI_SUFFIX } from "./build/precompress-assets";

const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};
const HEADERS = {
  "content-encoding": "br",
  "cache-control": "public, max-age=31536000, immutable", // as Next says: a file's name changes with its content
  "x-content-type-options": "nosniff",
  vary: "Accept-Encoding",
};
const MAX_CACHED_FILES = 1_000; // a build has about a hundred, of a few kB each

/** The compressed files of a build by their URL path. They are listed once, so that no URL can lead anywhere else. */
function listCompressedFiles(buildFolder: string): Map<string, string> {
  const folder = path.join(buildFolder, "static");
  const files = new Map<string, string>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith(BROTLI_SUFFIX)) continue;
      const file = path.join(entry.parentPath, entry.name);
      const urlPath = path.relative(folder, file).split(path.sep).map(encodeURIComponent).join("/");
      files.set(`/_next/static/${urlPath.slice(0, -BROTLI_SUFFIX.length)}`, file);
    }
  } catch {
    return files; // no build, or one that compressed nothing: Next serves everything
  }
  return files;
}

const acceptsBrotli = ({ headers }: IncomingMessage) =>
  /(?:^|,)\s*br\s*(?:,|;q=(?!0)|$)/.test(String(headers["accept-encoding"]));

/**
 * Sends scripts and style sheets as the build compressed them, a tenth smaller than Next does at each request. Returns
 * whether it serves this request; Next serves everything else.
 */
export function precompressedAssets(
  buildFolder: string,
): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const files = listCompressedFiles(buildFolder);
  const contents = new LRUCache<string, Buffer>({ max: MAX_CACHED_FILES, fetchMethod: (file) => readFile(file) });

  return (incoming, outgoing) => {
    const { method, url = "" } = incoming;
    const urlPath = url.split("?", 1)[0] ?? "";
    const file = files.get(urlPath);
    if (!file || (method !== "GET" && method !== "HEAD") || !acceptsBrotli(incoming)) return false;
    const type = TYPES[path.extname(urlPath)] ?? "application/octet-stream";
    contents.forceFetch(file).then(
      (content) => {
        outgoing.writeHead(200, { ...HEADERS, "content-type": type, "content-length": content.length });
        outgoing.end(method === "HEAD" ? undefined : content);
      },
      (error: Error) => outgoing.destroy(error),
    );
    return true;
  };
}
