import { z } from "zod";
import { reapSessions } from "@/lib/auth/standing";
import { sweep, tellSoldOut } from "@/lib/booking";
import { finished } from "./finished";
import { endpoint } from "./frame/endpoint";
import { tickLines } from "./lines";
import { drainAndReap } from "./sinks";

export const runSweep = endpoint(
  {
    method: "GET",
    path: "/api/cron/sweep",
    summary: "Tidy the holds that ran out and nobody took, and let every line take a step",
    who: "cron",
    answers: {
      200: {
        says: "What was done.",
        schema: z.object({ expired: z.int(), finished: z.int(), admitted: z.int() }),
        example: { expired: 3, finished: 2, admitted: 40 },
      },
    },
  },
  async () => {
    const { expired, places } = await sweep();
    await tellSoldOut();
    await reapSessions();
    return { status: 200, body: { expired, finished: await finished(places), admitted: await tickLines() } };
  },
);

export const runOutbox = endpoint(
  {
    method: "GET",
    path: "/api/cron/outbox",
    summary: "Deliver the facts that have not been told yet",
    who: "cron",
    answers: {
      200: {
        says: "What was done.",
        schema: z.object({ delivered: z.int(), failed: z.int() }),
        example: { delivered: 12, failed: 0 },
      },
    },
  },
  async () => {
    const { delivered, failed } = await drainAndReap();
    return { status: 200, body: { delivered, failed } };
  },
);
