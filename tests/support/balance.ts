import { pool } from "@/lib/core/db";

/** Users whose ledger does not add up to their balance, entry by entry or in sum. One snapshot: true also under load. */
export async function findUnbalancedUsers(): Promise<{ userId: string; balance: string; ledger: string }[]> {
  const { rows } = await pool().query<{ userId: string; balance: string; ledger: string }>(
    `SELECT w.user_id AS "userId", w.balance, coalesce(l.total, 0) AS ledger
     FROM wallet w
     LEFT JOIN LATERAL (
       SELECT sum(amount) AS total, (array_agg(balance_after ORDER BY id DESC))[1] AS last
       FROM ledger_entry WHERE user_id = w.user_id) l ON true
     WHERE w.balance <> coalesce(l.total, 0) OR w.balance <> coalesce(l.last, 0)`,
  );
  return rows;
}
