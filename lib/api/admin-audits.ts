import { z } from "zod";
import { type AuditResult, latestReports } from "@/lib/audit";
import { auditNow } from "@/lib/jobs/audit";
import { endpoint } from "./framework/endpoint";
import { isoDateTime } from "./framework/schemas";

const report = z.object({
  at: isoDateTime,
  tookMs: z.int(),
  checks: z.int(),
  violations: z.int(),
  findings: z.array(
    z.object({
      check: z.string(),
      total: z.int(),
      rows: z.array(z.record(z.string(), z.string().nullable())).describe("The first of them, with their ids"),
    }),
  ),
});
const example = {
  at: "2026-12-24T18:00:00.000Z",
  tookMs: 5_200,
  checks: 25,
  violations: 1,
  findings: [{ check: "soldSeats", total: 1, rows: [{ seat_id: "1001", holder_id: null, held_until: null }] }],
};
const SHOWN = 30;

const shown = ({ at, tookMs, checks, violations, findings }: AuditResult) => ({
  at: at.toISOString(),
  ...{ tookMs, checks, violations, findings },
});

export const listAudits = endpoint(
  {
    method: "GET",
    path: "/api/admin/audits",
    summary: "What the newest audits of the books found, newest first",
    auth: "admin",
    priority: null,
    responses: {
      200: {
        description: "The newest thirty.",
        schema: z.object({ audits: z.array(report) }),
        example: { audits: [example] },
      },
    },
  },
  async () => ({ status: 200, body: { audits: (await latestReports(SHOWN)).map(shown) } }),
);

export const createAudit = endpoint(
  {
    method: "POST",
    path: "/api/admin/audits",
    summary: "Audit the books now: seats, reservations, payments, ledger, wallets, events, places, in one snapshot",
    auth: "admin",
    priority: null,
    responses: {
      201: { description: "What it found: nothing, when the books are in order.", schema: report, example },
    },
  },
  async () => ({ status: 201, body: shown(await auditNow()) }),
);
