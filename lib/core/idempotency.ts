import { createHash } from "node:crypto";
import { batchLoader } from "./batch-loader";
import { preparedStatement } from "./db";
import { AppError } from "./errors";

export type Idempotency = { key: string; requestHash: string };

export const RETENTION_HOURS = 24; // longer than any client retries

function canonicalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalize);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonicalize(inner)]),
  );
}

/** The hash of method, path and parsed body, whose members may be in any order. */
export function hashRequest(method: string, path: string, body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, canonicalize(body)]))
    .digest("hex");
}

type Stored = { request_hash: string; status: number; response: unknown };

const selectStored = preparedStatement<Stored & { index: number }>(
  "idempotency_select_many",
  `SELECT wanted.index::int - 1 AS index, request_hash, status, response
   FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS wanted(user_id, key, index)
   JOIN idempotency_key stored ON stored.user_id = wanted.user_id AND stored.key = wanted.key`,
);

const loadStored = batchLoader<{ userId: string; key: string }, Stored | null>(async (keys) => {
  const rows = await selectStored(
    keys.map(({ userId }) => userId),
    keys.map(({ key }) => key),
  );
  const stored = new Map(rows.map((row) => [row.index, row]));
  return keys.map((_, index) => stored.get(index) ?? null);
});

/** The stored response, batched; null before the first success. @throws AppError IDEMPOTENCY_KEY_REUSED for another request */
export async function findStoredResponse(
  userId: string,
  { key, requestHash }: Idempotency,
): Promise<{ status: number; response: unknown } | null> {
  const row = await loadStored({ userId, key });
  if (!row) return null;
  if (row.request_hash !== requestHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return { status: row.status, response: row.response };
}

const deleteExpired = preparedStatement<{ key: string }>(
  "idempotency_delete_expired",
  `DELETE FROM idempotency_key k USING (
     SELECT user_id, key FROM idempotency_key
     WHERE created_at < (SELECT jari_now() - $1::int * interval '1 hour')
     ORDER BY created_at LIMIT 5000 FOR UPDATE SKIP LOCKED) old
   WHERE k.user_id = old.user_id AND k.key = old.key RETURNING k.key`,
);

/** Deletes up to 5,000 keys older than RETENTION_HOURS; resolves with how many. */
export async function deleteExpiredKeys(): Promise<number> {
  return (await deleteExpired(RETENTION_HOURS)).length;
}
