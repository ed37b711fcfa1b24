import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { computeCacheBustingSearchParam } from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";
import type { PageKey } from "./page-key";

const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const RENDER_TIMEOUT_MS = 15_000; // of silence
const MAX_RENDERS = 8; // at once; the processor renders one

const agent = new Agent({ keepAlive: true, maxSockets: MAX_RENDERS });

/** What Next has answered, before it is compressed. */
export type RenderedPage = { status: number; headers: IncomingHttpHeaders; body: string };

/** Everything that Next hears of the visitor: which page, as what, in which language. */
async function requestFor({
  path,
  locale,
  variant,
}: PageKey): Promise<{ path: string; headers: Record<string, string> }> {
  const headers = { "accept-language": locale, "accept-encoding": "identity" };
  if (variant.kind === "html") return { path, headers: { ...headers, accept: "text/html" } };
  const { prefetch, segment } = variant;
  const hash = await computeCacheBustingSearchParam(prefetch, segment, undefined, undefined);
  return {
    path: `${path}?_rsc=${hash}`,
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

/** Asks Next for a page as nobody in particular: without cookies, under a fixed host. @throws when Next does not answer */
export async function renderPage(port: number, key: PageKey): Promise<RenderedPage> {
  const { path, headers } = await requestFor(key);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const upstream = request({ agent, host: "127.0.0.1", port, path, headers, timeout: RENDER_TIMEOUT_MS });
    upstream.on("timeout", () => upstream.destroy(new Error("Next renders nothing")));
    upstream.on("error", reject);
    upstream.on("response", resolve);
    upstream.end();
  });
  return { status: response.statusCode ?? 502, headers: response.headers, body: await readText(response) };
}
