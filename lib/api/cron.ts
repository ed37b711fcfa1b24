import { z } from "zod";
import { auditNow } from "@/lib/jobs/audit";
import { drainOutbox } from "@/lib/jobs/drain";
import { runSweepJob } from "@/lib/jobs/sweep";
import { endpoint } from "./framework/endpoint";

export const runSweep = endpoint(
  {
    method: "GET",
    path: "/api/cron/sweep",
    summary: "Cancel expired holds that nobody took over, and let every queue take a step",
    auth: "cron",
    priority: null,
    responses: {
      200: {
        description: "What was done.",
        schema: z.object({ expired: z.int(), finished: z.int(), admitted: z.int() }),
        example: { expired: 3, finished: 2, admitted: 40 },
      },
    },
  },
  async () => ({ status: 200, body: await runSweepJob() }),
);

export const runOutbox = endpoint(
  {
    method: "GET",
    path: "/api/cron/outbox",
    summary: "Deliver due events",
    auth: "cron",
    priority: null,
    responses: {
      200: {
        description: "What was done.",
        schema: z.object({ delivered: z.int(), failed: z.int() }),
        example: { delivered: 12, failed: 0 },
      },
    },
  },
  async () => {
    const { delivered, failed } = await drainOutbox();
    return { status: 200, body: { delivered, failed } };
  },
);

export const runAudit = endpoint(
  {
    method: "GET",
    path: "/api/cron/audit",
    summary: "Run the nightly audit: violations appear in the log, the metrics and on the admin page",
    auth: "cron",
    priority: null,
    responses: {
      200: {
        description: "How many checks ran, and how many violations they found.",
        schema: z.object({ checks: z.int(), violations: z.int(), tookMs: z.int() }),
        example: { checks: 25, violations: 0, tookMs: 5_200 },
      },
    },
  },
  async () => {
    const { checks, violations, tookMs } = await auditNow();
    return { status: 200, body: { checks, violations, tookMs } };
  },
);
