import pg from "pg";
import { env } from "@/lib/core/env";
import { CHECKS } from "./checks";
import { type ActivePlace, type Finding, runChecks } from "./run";

export type AuditResult = { at: Date; tookMs: number; checks: number; violations: number; findings: Finding[] };

/** Checks the database in one snapshot, which `activePlaces` must precede, with limits that allow it during a sale. */
export async function audit(
  activePlaces: readonly ActivePlace[] = [],
  databaseUrl = env().DATABASE_URL,
): Promise<AuditResult> {
  const at = new Date();
  const startedAt = performance.now();
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    application_name: "jari audit",
  });
  client.on("error", () => {}); // a lost connection fails the query in flight
  await client.connect();
  try {
    const findings = await runChecks(client, activePlaces);
    const violations = findings.reduce((sum, { total }) => sum + total, 0);
    return { at, tookMs: Math.round(performance.now() - startedAt), checks: CHECKS.length, violations, findings };
  } finally {
    await client.end();
  }
}
