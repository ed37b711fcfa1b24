import type { Check } from "../check";

export const keyChecks = [
  {
    name: "idempotencyWithoutResponse",
    sql: `SELECT user_id, key, status, created_at::text AS created_at FROM idempotency_key
      WHERE status IS NULL OR status NOT BETWEEN 200 AND 299 OR response IS NULL
        OR jsonb_typeof(response) <> 'object' OR response = '{}'`,
  },
  {
    name: "idempotencyDangling",
    sql: `WITH reference AS MATERIALIZED (
        SELECT user_id, key, 'payment' AS what, jsonb_path_query(response, '$.payments[*].id') #>> '{}' AS id FROM idempotency_key
        UNION ALL SELECT user_id, key, 'payment', response #>> '{payment,id}' FROM idempotency_key
        UNION ALL SELECT user_id, key, 'entry', response #>> '{entry,id}' FROM idempotency_key
        UNION ALL SELECT user_id, key, 'reservation', jsonb_path_query(response, '$.reservations[*].id') #>> '{}' FROM idempotency_key)
      SELECT * FROM reference n WHERE what = 'payment' AND id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.id::text = n.id AND p.user_id = n.user_id)
      UNION ALL SELECT * FROM reference n WHERE what = 'entry' AND id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_entry l WHERE l.id::text = n.id AND l.user_id = n.user_id)
      UNION ALL SELECT * FROM reference n WHERE what = 'reservation'
        AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.id::text = n.id AND r.user_id = n.user_id)`,
  },
] as const satisfies Check[];
