import { preparedStatement } from "@/lib/core/db";
import type { AuditResult } from "./audit";

const MAX_REPORTS = 60; // two months of nights

const insertReport = preparedStatement(
  "audit_keep",
  `INSERT INTO audit_report (at, took_ms, checks, violations, findings) VALUES ($1, $2, $3, $4, $5)`,
);
const deleteOldReports = preparedStatement(
  "audit_reap",
  "DELETE FROM audit_report WHERE id <= (SELECT id FROM audit_report ORDER BY id DESC OFFSET $1 LIMIT 1)",
);
const selectLatest = preparedStatement<AuditResult & { id: string }>(
  "audit_latest",
  `SELECT id, at, took_ms AS "tookMs", checks, violations, findings FROM audit_report ORDER BY id DESC LIMIT $1`,
);

/** Keeps what came of an audit, for every process to tell; forgets the oldest. */
export async function saveReport({ at, tookMs, checks, violations, findings }: AuditResult): Promise<void> {
  await insertReport(at, tookMs, checks, violations, JSON.stringify(findings));
  await deleteOldReports(MAX_REPORTS);
}

/** The newest reports, newest first. */
export const latestReports = (count: number): Promise<(AuditResult & { id: string })[]> => selectLatest(count);
