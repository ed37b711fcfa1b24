import pg from "pg";
import { env } from "@/lib/core/env";
import { CHECKS } from "./checks";
import { type ActivePlace, type Finding, runChecks } from "./run";

export type AuditResult = { at: Date; tookMs: number; checks: number; violations: number; findings: Finding[] };

/**
 * Checks the whole database against itself in one snapshot, on a connection with its own limits, so that it can run during a
 * sale. `activePlaces` (of the queues) must be older than the snapshot.
 */
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
