import type { Check } from "../check";

export const moneyChecks = [
  {
    name: "entriesHaveReasons",
    sql: `SELECT l.id AS entry_id, l.user_id, l.type, l.amount, l.reservation_id
      FROM ledger_entry l LEFT JOIN payment p ON p.reservation_id = l.reservation_id AND p.user_id = l.user_id
      WHERE CASE l.type WHEN 'CHARGE' THEN l.reservation_id IS NOT NULL OR l.amount <= 0
        WHEN 'PAYMENT' THEN p.id IS NULL OR l.amount >= 0 ELSE p.id IS NULL OR l.amount <= 0 END`,
  },
  {
    name: "runningBalances",
    sql: `SELECT id AS entry_id, user_id, balance_after, so_far
      FROM (SELECT id, user_id, balance_after, sum(amount) OVER (PARTITION BY user_id ORDER BY id) AS so_far
            FROM ledger_entry) entry
      WHERE balance_after <> so_far OR balance_after < 0`,
  },
  {
    name: "walletVsLedger",
    sql: `SELECT u.id AS user_id, w.balance, coalesce(l.total, 0) AS ledger
      FROM users u FULL JOIN wallet w ON w.user_id = u.id
      LEFT JOIN (SELECT user_id, sum(amount) AS total FROM ledger_entry GROUP BY 1) l ON l.user_id = coalesce(u.id, w.user_id)
      WHERE u.id IS NULL OR w.balance IS NULL OR w.balance < 0 OR w.balance <> coalesce(l.total, 0)`,
  },
  {
    name: "globalTotals",
    sql: `SELECT * FROM (
        SELECT (SELECT sum(balance) FROM wallet) AS balances, (SELECT sum(amount) FROM ledger_entry) AS ledger,
          (SELECT -sum(amount) FROM ledger_entry WHERE type <> 'CHARGE') AS taken,
          (SELECT sum(price) FROM payment WHERE status = 'COMPLETED') AS sold) sums
      WHERE coalesce(balances, 0) <> coalesce(ledger, 0) OR coalesce(taken, 0) <> coalesce(sold, 0)`,
  },
] as const satisfies Check[];
