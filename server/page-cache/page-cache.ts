import type { IncomingMessage, ServerResponse } from "node:http";
import { concertSlugs } from "@/lib/concerts";
import type { ClientInfo } from "../client-info";
import { ChangeWatch } from "./change-watch";
import { copyOf, isShareable, type PageCopy } from "./page-copy";
import { documentKey, fragmentKey, isFromRouter, type PageKey, type SharedRequest, sharedRequest } from "./page-key";
import { pageMetrics } from "./page-metrics";
import { PageStore, type RenderOptions } from "./page-store";
import { type NextServer, renderPage } from "./render-page";
import { sendPage } from "./send-page";

const MAX_BYTES = 64 * 1024 * 1024; // a page takes about 150 kB in all encodings

async function render(next: NextServer, key: PageKey, options: RenderOptions): Promise<PageCopy | null> {
  const page = await renderPage(next, key, options.mustBeNew);
  if (page.status >= 500) throw new Error(`Next answers ${page.status}`);
  return isShareable(page) ? copyOf(key, page, options.previous) : null;
}

const UNKNOWN_CONCERT = "/concerts/-"; // no slug begins with a dash
const CONCERT = /^\/concerts\/([^/]+)/;

/** Whether a page may be one of ours, as far as a second ago; true where nobody can say. */
async function mayExist({ path }: SharedRequest): Promise<boolean> {
  const slug = CONCERT.exec(path)?.[1];
  if (!slug) return true;
  const slugs = await concertSlugs().catch(() => null);
  return slugs?.has(slug) ?? true;
}

type Visit = { client: ClientInfo; incoming: IncomingMessage; outgoing: ServerResponse };

/**
 * Serves the pages that are the same for everybody from memory. Returns a function that answers a visit, or passes it to
 * `askNext` where its page is none of them or has no copy. While Next is busy, all made-up concerts are one page.
 */
export function pageCache(next: NextServer): (visit: Visit, askNext: () => void) => void {
  const store = new PageStore({
    maxBytes: MAX_BYTES,
    render(key, options) {
      renders.inc();
      return render(next, key, options);
    },
  });
  const renders = pageMetrics(store);
  const changes = new ChangeWatch(() => store.drop());

  /** While Next is busy, a new segment waits among what is passed on: a client may make up any number of them. */
  async function findFragment(incoming: IncomingMessage, shared: SharedRequest): Promise<PageCopy | null> {
    const key = await fragmentKey(incoming, shared);
    if (key?.variant.kind !== "rsc" || (key.variant.segment && store.isBusy && !store.has(key))) return null;
    return store.find(key);
  }

  async function findLater(incoming: IncomingMessage, request: SharedRequest): Promise<PageCopy | null> {
    if (changes.isDue) await changes.check();
    const isMadeUp = store.isBusy && !(await mayExist(request));
    const shared = isMadeUp ? { ...request, path: UNKNOWN_CONCERT } : request;
    return isFromRouter(incoming) ? findFragment(incoming, shared) : store.find(documentKey(shared));
  }

  return (visit, askNext) => {
    const { incoming, outgoing, client } = visit;
    const shared = sharedRequest(incoming);
    if (!shared) return askNext();
    const answer = (copy: PageCopy | null) => {
      if (outgoing.destroyed) return;
      if (!copy) return askNext();
      const mayBeCached = isFromRouter(incoming) || !shared.query.has("_rsc"); // in which a document is not expected
      sendPage(incoming, outgoing, copy, { isHttps: client.proto === "https", mayBeCached });
    };
    const mustWait = changes.isDue || store.isBusy || isFromRouter(incoming);
    const found = mustWait ? findLater(incoming, shared) : store.find(documentKey(shared));
    if (found instanceof Promise) void found.then(answer);
    else answer(found);
  };
}
