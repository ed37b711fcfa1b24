import type { Browser, CDPSession, Page } from "@playwright/test";
import { z } from "zod";
import type { PageVisit } from "./visits";

/** Weight in kB (1,000 bytes, compressed) and times in milliseconds. */
export type Vitals = { javascriptKb: number; totalKb: number; lcpMs: number; cls: number; inpMs: number };

// A phone of some years ago on a fair connection: four times slower than this machine, and DevTools' "Fast 4G".
const PROCESSOR = 4;
const NETWORK = {
  offline: false,
  downloadThroughput: (9e6 * 0.9) / 8,
  uploadThroughput: (1.5e6 * 0.9) / 8,
  latency: 165,
};
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: "ko-KR" };

const seen = z.object({ lcp: z.number(), cls: z.number(), inp: z.number() });

/** Runs in the page, before anything of its own. */
function observe(): void {
  const seen = { lcp: 0, cls: 0, inp: 0 };
  Object.assign(window, { jariVitals: seen });
  const on = (type: string, take: (entry: PerformanceEntry) => void, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  on("largest-contentful-paint", (entry) => {
    seen.lcp = entry.startTime;
  });
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.cls += value;
  });
  on(
    "event",
    (entry) => {
      if ((entry as PerformanceEventTiming & { interactionId?: number }).interactionId)
        seen.inp = Math.max(seen.inp, entry.duration);
    },
    { durationThreshold: 16 },
  );
}

/** Counts compressed body bytes, without headers and without streams. */
function countBytes(session: CDPSession) {
  const answers = new Map<string, { type: string; length: number }>();
  const weight = { javascript: 0, total: 0 };
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    answers.set(requestId, {
      type,
      length: Number(response.headers["content-length"] ?? response.headers["Content-Length"]),
    });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { type, length } = answers.get(requestId) ?? { type: "", length: 0 };
    const bytes = Number.isFinite(length) ? length : encodedDataLength;
    weight.total += bytes;
    if (type === "Script") weight.javascript += bytes;
  });
  return weight;
}

async function pressOnce(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().click();
  await page.waitForFunction(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(true), 200))),
  );
}

/** Measures a first visit with an empty cache, and one press of a button. */
export async function measureVisit(
  browser: Browser,
  base: string,
  { path, cookies, press }: PageVisit,
): Promise<Vitals> {
  const context = await browser.newContext(PHONE);
  try {
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: base })));
    const page = await context.newPage();
    await page.addInitScript("globalThis.__name ??= (value) => value"); // a helper that tsx adds
    await page.addInitScript(observe);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR });
    const weight = countBytes(session);
    await page.goto(new URL(path, base).href, { waitUntil: "load" });
    if (new URL(page.url()).pathname !== path) throw new Error(`${path} led to ${page.url()}`);
    await page.locator(press).first().waitFor();
    await page.waitForTimeout(2_500); // prefetches and late paints
    const { javascript, total } = { ...weight };
    await pressOnce(page, press);
    const { lcp, cls, inp } = seen.parse(await page.evaluate(() => Reflect.get(window, "jariVitals")));
    return { javascriptKb: javascript / 1000, totalKb: total / 1000, lcpMs: lcp, cls, inpMs: inp };
  } finally {
    await context.close();
  }
}
