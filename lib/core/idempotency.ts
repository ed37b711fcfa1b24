import { createHash } from "node:crypto";
import { preparedStatement } from "./db";
import { AppError } from "./errors";

/** The Idempotency-Key of a request, and the hash of what it asks for. */
export type Idempotency = { key: string; requestHash: string };

export const RETENTION_HOURS = 24; // long enough for any client's retries; the sweep reaps what is older

/** The object with its keys in one order, so that two ways of writing the same body hash alike. */
function canonicalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalize);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonicalize(inner)]),
  );
}

/** What a key is bound to: the method, the path and the parsed body, whatever the order of its members. */
export function hashRequest(method: string, path: string, body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, canonicalize(body)]))
    .digest("hex");
}

const selectStored = preparedStatement<{ request_hash: string; status: number; response: unknown }>(
  "idempotency_stored",
  "SELECT request_hash, status, response FROM idempotency_key WHERE user_id = $1 AND key = $2",
);

/**
 * What this user's key was answered before; null when it has had no success yet (a refusal is not kept: it changed
 * nothing, so the same key may try again).
 * @throws AppError IDEMPOTENCY_KEY_REUSED when the key was used for another request.
 */
export async function findStoredResponse(
  userId: string,
  { key, requestHash }: Idempotency,
): Promise<{ status: number; response: unknown } | null> {
  const [row] = await selectStored(userId, key);
  if (!row) return null;
  if (row.request_hash !== requestHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return { status: row.status, response: row.response };
}

const deleteExpired = preparedStatement<{ key: string }>(
  "idempotency_reap",
  `DELETE FROM idempotency_key k USING (
     SELECT user_id, key FROM idempotency_key
     WHERE created_at < (SELECT jari_now() - $1::int * interval '1 hour')
     ORDER BY created_at LIMIT 5000 FOR UPDATE SKIP LOCKED) old
   WHERE k.user_id = old.user_id AND k.key = old.key RETURNING k.key`,
);

/** Forgets keys older than KEPT_HOURS, a batch at a time; answers how many. */
export async function deleteExpiredKeys(): Promise<number> {
  return (await deleteExpired(RETENTION_HOURS)).length;
}
