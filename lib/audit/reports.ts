import { preparedStatement } from "@/lib/core/db";
import type { AuditResult } from "./audit";

const MAX_REPORTS = 60; // two months of nightly audits

const insertReport = preparedStatement(
  "audit_report_insert",
  `INSERT INTO audit_report (at, took_ms, checks, violations, findings) VALUES ($1, $2, $3, $4, $5)`,
);
const deleteOldReports = preparedStatement(
  "audit_report_delete_old",
  "DELETE FROM audit_report WHERE id <= (SELECT id FROM audit_report ORDER BY id DESC OFFSET $1 LIMIT 1)",
);
const selectLatest = preparedStatement<AuditResult & { id: string }>(
  "audit_report_latest",
  `SELECT id, at, took_ms AS "tookMs", checks, violations, findings FROM audit_report ORDER BY id DESC LIMIT $1`,
);

/** Stores a report, so that every process can show it. */
export async function saveReport({ at, tookMs, checks, violations, findings }: AuditResult): Promise<void> {
  await insertReport(at, tookMs, checks, violations, JSON.stringify(findings));
  await deleteOldReports(MAX_REPORTS);
}

export const latestReports = (count: number): Promise<(AuditResult & { id: string })[]> => selectLatest(count);
