import { type CDPSession, expect, type Page } from "@playwright/test";
import { z } from "zod";

const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  tid: z.number(),
  pid: z.number(),
  tdur: z.number().optional(), // microseconds of the thread's own time
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});
type TraceEvent = z.infer<typeof traceEvent>;

async function collectTrace(session: CDPSession, work: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...z.array(traceEvent).parse(value)));
  const done = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline", "toplevel"] },
    transferMode: "ReportEvents",
  });
  await work();
  await session.send("Tracing.end");
  await done;
  return events;
}

/**
 * The longest task of the page's main thread while something is done on a processor so many times slower, in milliseconds
 * of that thread's own time: what other programs take of a busy machine does not count.
 */
export async function longestTaskMs(page: Page, slower: number, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const events = await collectTrace(session, work);
    const main = events.find(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
    const tasks = events.filter(
      ({ name, tid, pid, ph }) => name === "RunTask" && ph === "X" && tid === main?.tid && pid === main.pid,
    );
    expect(tasks.length).toBeGreaterThan(0);
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
  } finally {
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await session.detach();
  }
}
