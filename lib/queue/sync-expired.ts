import { ACK_SYNCED, READ_UNSYNCED } from "./lua/unsynced";
import { recordEnded } from "./place-history";
import { queueScript } from "./run-script";

const BATCH_SIZE = 1_000;

const readUnsynced = queueScript<string[]>(READ_UNSYNCED);
const ackSynced = queueScript<number>(ACK_SYNCED);

/**
 * Tells Postgres whose sessions ran out, so that their tokens get no second turn if the line is lost. They are forgotten
 * here only after it has heard: told twice is told once. @throws AppError QUEUE_UNAVAILABLE
 */
export async function syncExpiredSessions(concertId: string): Promise<void> {
  for (;;) {
    const sessions = await readUnsynced(concertId, [BATCH_SIZE]);
    if (sessions.length === 0) return;
    const places = sessions
      .map((turn) => turn.split(" "))
      .map(([userId = "", number]) => ({ userId, number: Number(number) }));
    await recordEnded(concertId, places, "LAPSED");
    await ackSynced(concertId, sessions);
  }
}
