import { readFileSync } from "node:fs";
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import path from "node:path";
import { computeCacheBustingSearchParam } from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";
import { renderedPath } from "@/lib/core/shared-pages";
import type { PageKey } from "./page-key";

const REVALIDATE_HEADER = "x-prerender-revalidate"; // as Next's own res.revalidate() sends it

const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const RENDER_TIMEOUT_MS = 15_000; // of silence
const MAX_RENDERS = 8; // at once; the processor renders one

const agent = new Agent({ keepAlive: true, maxSockets: MAX_RENDERS });

/** What Next has answered, before it is compressed. */
export type RenderedPage = { status: number; headers: IncomingHttpHeaders; body: string };

type PageRequest = { path: string; headers: Record<string, string> };

/** Everything that Next hears of the visitor: which page, as what, in which language. */
async function requestFor({ path: pagePath, locale, variant }: PageKey): Promise<PageRequest> {
  const headers = { "accept-language": locale, "accept-encoding": "identity" };
  if (variant.kind === "html") return { path: pagePath, headers: { ...headers, accept: "text/html" } };
  const { prefetch, segment } = variant;
  const hash = await computeCacheBustingSearchParam(prefetch, segment, undefined, undefined);
  return {
    path: `${pagePath}?_rsc=${hash}`,
    headers: {
      ...headers,
      rsc: "1",
      ...(prefetch && { "next-router-prefetch": prefetch }),
      ...(segment && { "next-router-segment-prefetch": segment }),
    },
  };
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > MAX_PAGE_BYTES) throw new Error("a page is too large to be kept");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString();
}

function ask(port: number, page: PageRequest, mayRetry = true): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const upstream = request({ agent, host: "127.0.0.1", port, ...page, timeout: RENDER_TIMEOUT_MS });
    upstream.on("timeout", () => upstream.destroy(new Error("Next renders nothing")));
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      // Next may have closed a kept connection at this very moment.
      const mayBeClosed = mayRetry && upstream.reusedSocket && error.code === "ECONNRESET";
      if (mayBeClosed) resolve(ask(port, page, false));
      else reject(error);
    });
    upstream.on("response", resolve);
    upstream.end();
  });
}

/** Where Next listens, and the secret of its build by which it renders a page anew that it has kept itself. */
export type NextServer = { port: number; revalidateToken: string | undefined };

/** The secret of a build. */
export function readRevalidateToken(buildFolder: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path.join(buildFolder, "prerender-manifest.json"), "utf8"));
    return manifest.preview?.previewModeId;
  } catch {
    return undefined; // no build: the tests' own server is in Next's place
  }
}

/**
 * Asks Next for a page as nobody in particular: without cookies, under a fixed host. `mustBeNew`: rendered after this call,
 * and from data read after it.
 * @throws when Next does not answer
 */
export async function renderPage(
  { port, revalidateToken }: NextServer,
  key: PageKey,
  mustBeNew: boolean,
): Promise<RenderedPage> {
  const page = await requestFor(key);
  if (mustBeNew && revalidateToken) {
    const query = page.path.slice(key.path.length);
    page.path = `${renderedPath(key.path, key.locale)}${query}`; // Next does not ask proxy.ts then
    page.headers[REVALIDATE_HEADER] = revalidateToken;
  }
  const response = await ask(port, page);
  const { headers } = response;
  if (key.variant.kind === "rsc") headers["x-nextjs-rewritten-path"] = renderedPath(key.path, key.locale);
  return { status: response.statusCode ?? 502, headers, body: await readText(response) };
}
