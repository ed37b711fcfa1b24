import { LRUCache } from "lru-cache";
import { batchLoader } from "@/lib/core/batch-loader";
import { preparedStatement } from "@/lib/core/db";

const selectVerified = preparedStatement<{ id: string }>(
  "verified_emails",
  "SELECT id FROM users WHERE id = ANY ($1::uuid[]) AND email_verified_at IS NOT NULL",
);
const updateVerified = preparedStatement(
  "verify_email",
  "UPDATE users SET email_verified_at = jari_now() WHERE id = $1 AND email_verified_at IS NULL",
);

const loadVerified = batchLoader<string, boolean>(async (ids) => {
  const verified = new Set((await selectVerified(ids)).map(({ id }) => id));
  return ids.map((id) => verified.has(id));
});

const TTL_MS = 60_000;
const verifiedUsers = new LRUCache<string, true>({ max: 50_000, ttl: TTL_MS });

/** Whether a user has proved that their email is theirs; a yes is remembered for a minute. */
export async function isEmailVerified(userId: string): Promise<boolean> {
  if (verifiedUsers.has(userId)) return true;
  const isVerified = await loadVerified(userId);
  if (isVerified) verifiedUsers.set(userId, true);
  return isVerified;
}

/** Records that a user's email is theirs; the first time counts. For whoever has checked a link that was mailed to it. */
export async function markEmailVerified(userId: string): Promise<void> {
  await updateVerified(userId);
}
