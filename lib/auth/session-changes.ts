import { preparedStatement } from "@/lib/core/db";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/singleton";
import { throttleByKind } from "@/lib/core/throttled-log";

const READ_EVERY_MS = 5_000;
const RETRY_EVERY_MS = 1_000;
const MAX_AGE_MS = 15_000;
const RELOAD_EVERY_MS = 3_600_000; // forgets what has expired
const MAX_IDS = 200_000; // of either kind; about 100 bytes each
const LOG_INTERVAL_MS = 10_000;

type Row = { horizon: string; ended: string[]; users: string[] };

// Transactions commit in another order than they begin, so the next look begins at the oldest that still ran at this one.
const selectChanges = preparedStatement<Row>(
  "session_changes",
  `SELECT pg_snapshot_xmin(snapshot)::text AS horizon,
     ARRAY(SELECT id FROM ended_session WHERE changed_in >= $1::xid8 AND expires_at > jari_now()
       AND ($1::xid8 = '0' OR changed_in < pg_snapshot_xmax(snapshot)) LIMIT $2) AS ended,
     ARRAY(SELECT id FROM changed_user WHERE changed_in >= $1::xid8 AND expires_at > jari_now()
       AND ($1::xid8 = '0' OR changed_in < pg_snapshot_xmax(snapshot)) LIMIT $2) AS users
   FROM pg_current_snapshot() AS snapshot`,
);

const NEVER = Number.NEGATIVE_INFINITY;
const create = () => ({
  ended: new Set<string>(),
  users: new Set<string>(),
  marked: [] as string[], // since the running look began, which may not see them
  horizon: "0",
  isComplete: false,
  loadedAt: NEVER,
  readAt: NEVER, // when the newest successful look began
  triedAt: NEVER,
  reading: undefined as Promise<void> | undefined,
});
const state = () => processSingleton("session changes", create);

const logFailure = throttleByKind(LOG_INTERVAL_MS, (times) =>
  log.warn({ times }, "ended sessions could not be read: sessions are looked up one by one"),
);

async function read(): Promise<void> {
  const changes = state();
  const now = performance.now();
  const isReload = now - changes.loadedAt > RELOAD_EVERY_MS;
  changes.triedAt = now;
  changes.marked = [];
  const [row] = await selectChanges(isReload ? "0" : changes.horizon, MAX_IDS);
  if (!row) return;
  if (isReload) {
    const [ended, users] = [new Set(changes.marked), new Set(changes.marked)];
    Object.assign(changes, { ended, users, loadedAt: now, isComplete: true });
  }
  for (const id of row.ended) changes.ended.add(id);
  for (const id of row.users) changes.users.add(id);
  if (row.ended.length >= MAX_IDS || row.users.length >= MAX_IDS) changes.isComplete = false;
  changes.horizon = row.horizon;
  changes.readAt = now;
}

/** Reads what changed since the last look; concurrent callers share one. Never rejects. */
export function readSessionChanges(): Promise<void> {
  const changes = state();
  changes.reading ??= read()
    .catch((error) => logFailure(String(error)))
    .finally(() => {
      changes.reading = undefined;
    });
  return changes.reading;
}

/**
 * Whether a session has ended, or its user's role or sessions changed, as far as this process knows without asking: at most
 * 15 s ago. `unknown` must be looked up. Calls make it read on, every five seconds.
 */
export function sessionStatus(sessionId: string, userId: string): "ended" | "unchanged" | "unknown" {
  const changes = state();
  const now = performance.now();
  const age = now - changes.readAt;
  if (age >= READ_EVERY_MS && now - changes.triedAt >= RETRY_EVERY_MS) void readSessionChanges();
  if (changes.ended.has(sessionId)) return "ended";
  return age < MAX_AGE_MS && changes.isComplete && !changes.users.has(userId) ? "unchanged" : "unknown";
}

/** Lets this process know of an end at once; others read it. */
export function markSessionEnded(sessionId: string): void {
  state().marked.push(sessionId);
  state().ended.add(sessionId);
}

/** Lets this process look up a user's sessions from now on; others read it. */
export function markUserChanged(userId: string): void {
  state().marked.push(userId);
  state().users.add(userId);
}
