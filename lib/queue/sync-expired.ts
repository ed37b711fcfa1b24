import { recordEnded } from "./place-history";
import { queueScript } from "./run-script";

const BATCH_SIZE = 1_000;

const readUnsynced = queueScript<string[]>("read-unsynced");
const ackSynced = queueScript<number>("ack-synced");

/** Writes expired sessions to Postgres before forgetting them, so that none runs twice. @throws QUEUE_UNAVAILABLE */
export async function syncExpiredSessions(concertId: string): Promise<void> {
  for (;;) {
    const sessions = await readUnsynced(concertId, [BATCH_SIZE]);
    if (sessions.length === 0) return;
    const places = sessions
      .map((session) => session.split(" "))
      .map(([userId = "", number]) => ({ userId, number: Number(number) }));
    await recordEnded(concertId, places, "LAPSED");
    await ackSynced(concertId, sessions);
  }
}
