import { statement } from "@/lib/core/db";
import type { Audit } from "./audit";

const KEPT = 60; // two months of nights

const keep = statement(
  "audit_keep",
  `INSERT INTO audit_report (at, took_ms, checks, violations, findings) VALUES ($1, $2, $3, $4, $5)`,
);
const reap = statement(
  "audit_reap",
  "DELETE FROM audit_report WHERE id <= (SELECT id FROM audit_report ORDER BY id DESC OFFSET $1 LIMIT 1)",
);
const latest = statement<Audit & { id: string }>(
  "audit_latest",
  `SELECT id, at, took_ms AS "tookMs", checks, violations, findings FROM audit_report ORDER BY id DESC LIMIT $1`,
);

/** Keeps what came of an audit, for every process to tell; forgets the oldest. */
export async function keepReport({ at, tookMs, checks, violations, findings }: Audit): Promise<void> {
  await keep(at, tookMs, checks, violations, JSON.stringify(findings));
  await reap(KEPT);
}

/** The newest reports, newest first. */
export const reports = (count: number): Promise<(Audit & { id: string })[]> => latest(count);
