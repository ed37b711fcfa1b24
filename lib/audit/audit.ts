import pg from "pg";
import { env } from "@/lib/core/env";
import { CHECKS } from "./checks";
import { type ActivePlace, type Finding, runChecks } from "./run";

/** What came of one audit. `violations` counts them all, `findings` names the first of each check. */
export type AuditResult = { at: Date; tookMs: number; checks: number; violations: number; findings: Finding[] };

/**
 * Checks the whole database against itself: seats, reservations, payments, ledger, wallets, events, places, keys. Reads
 * only, in one consistent snapshot, on a connection of its own with limits of its own, so that it can run beside a sale.
 * `inside` is who is inside the lines; read it before, so that it is older than the snapshot.
 */
export async function audit(
  inside: readonly ActivePlace[] = [],
  databaseUrl = env().DATABASE_URL,
): Promise<AuditResult> {
  const at = new Date();
  const began = performance.now();
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    application_name: "jari audit",
  });
  client.on("error", () => {}); // a connection that is lost fails the query on its way
  await client.connect();
  try {
    const findings = await runChecks(client, inside);
    const violations = findings.reduce((sum, { total }) => sum + total, 0);
    return { at, tookMs: Math.round(performance.now() - began), checks: CHECKS.length, violations, findings };
  } finally {
    await client.end();
  }
}
