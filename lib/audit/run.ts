import type pg from "pg";
import { CHECKS, type CheckName } from "./checks";

/** What one check found: how many violations in all, and the first of them with their ids. */
export type Finding = { check: CheckName; total: number; rows: Record<string, string | null>[] };

/** Somebody who is inside a line now, as the line says. */
export type ActivePlace = { concertId: string; userId: string; number: number };

const MAX_ROWS_PER_FINDING = 20; // violations of one check: enough to see what happened
const STATEMENT_TIMEOUT = "5min"; // of one check; a million seats take a second or two
const WORK_MEM = "128MB"; // joins of whole tables, without the disk

const toStrings = (row: object): Record<string, string | null> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/** What every check finds, as the transaction open on this connection sees it; `inside` must be older than that. */
export async function collectFindings(client: pg.ClientBase, inside: readonly ActivePlace[] = []): Promise<Finding[]> {
  const findings: Finding[] = [];
  await client.query(
    `SET LOCAL statement_timeout = '${STATEMENT_TIMEOUT}'; SET LOCAL work_mem = '${WORK_MEM}'; SET LOCAL jit = off`,
  );
  for (const { name, sql } of CHECKS) {
    const text = `SELECT count(*) OVER () AS total, found.* FROM (${sql}) found ORDER BY 2 LIMIT ${MAX_ROWS_PER_FINDING}`;
    const values = sql.includes("$1") ? [JSON.stringify(inside)] : [];
    const { rows } = await client.query<{ total: string }>(text, values);
    const named = rows.map(({ total, ...row }) => toStrings(row));
    if (rows[0]) findings.push({ check: name, total: Number(rows[0].total), rows: named });
  }
  return findings;
}

/**
 * The same in one snapshot of its own: whatever commits meanwhile, all checks see the same moment, and nothing can be
 * written. Answers nothing for books in order.
 */
export async function runChecks(client: pg.ClientBase, inside: readonly ActivePlace[] = []): Promise<Finding[]> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    return await collectFindings(client, inside);
  } finally {
    await client.query("ROLLBACK");
  }
}
