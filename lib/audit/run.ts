import type pg from "pg";
import { CHECKS, type CheckName } from "./checks";

export type Finding = { check: CheckName; total: number; rows: Record<string, string | null>[] };

export type ActivePlace = { concertId: string; userId: string; number: number };

const MAX_ROWS_PER_FINDING = 20; // enough to see what happened
const STATEMENT_TIMEOUT = "5min"; // of one check; a million seats take a second or two
const WORK_MEM = "128MB"; // keeps joins of whole tables off the disk

const toStrings = (row: object): Record<string, string | null> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/** Runs every check in the transaction open on this connection; `activePlaces` must be older than its snapshot. */
export async function collectFindings(
  client: pg.ClientBase,
  activePlaces: readonly ActivePlace[] = [],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  await client.query(
    `SET LOCAL statement_timeout = '${STATEMENT_TIMEOUT}'; SET LOCAL work_mem = '${WORK_MEM}'; SET LOCAL jit = off`,
  );
  for (const { name, sql } of CHECKS) {
    const text = `SELECT count(*) OVER () AS total, found.* FROM (${sql}) found ORDER BY 2 LIMIT ${MAX_ROWS_PER_FINDING}`;
    const values = sql.includes("$1") ? [JSON.stringify(activePlaces)] : [];
    const { rows } = await client.query<{ total: string }>(text, values);
    if (rows[0])
      findings.push({
        check: name,
        total: Number(rows[0].total),
        rows: rows.map(({ total, ...row }) => toStrings(row)),
      });
  }
  return findings;
}

/** Runs every check in one read-only snapshot of its own, so that all of them see the same moment. */
export async function runChecks(client: pg.ClientBase, activePlaces: readonly ActivePlace[] = []): Promise<Finding[]> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    return await collectFindings(client, activePlaces);
  } finally {
    await client.query("ROLLBACK");
  }
}
