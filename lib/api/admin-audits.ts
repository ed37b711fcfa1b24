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
      rows: z.array(z.record(z.string(), z.string().nullable())).describe("The first violations, with their ids"),
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
const LISTED_REPORTS = 30;

const toReport = ({ at, tookMs, checks, violations, findings }: AuditResult) => ({
  at: at.toISOString(),
  tookMs,
  checks,
  violations,
  findings,
});

export const listAudits = endpoint(
  {
    method: "GET",
    path: "/api/admin/audits",
    summary: "The findings of the latest audits, newest first",
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
  async () => ({ status: 200, body: { audits: (await latestReports(LISTED_REPORTS)).map(toReport) } }),
);

export const createAudit = endpoint(
  {
    method: "POST",
    path: "/api/admin/audits",
    summary: "Run an audit now: seats, reservations, payments, ledger, wallets, events and places, in one snapshot",
    auth: "admin",
    priority: null,
    responses: {
      201: { description: "Its findings; none when everything agrees.", schema: report, example },
    },
  },
  async () => ({ status: 201, body: toReport(await auditNow()) }),
);
