import { deleteExpiredSessions } from "@/lib/auth/session-store";
import { publishSoldOut, sweep } from "@/lib/booking";
import { notifyEnded } from "./notify-ended";
import { tickQueues } from "./tick";

/** Runs all scheduled work; returns how many holds expired, places ended and fans were admitted. */
export async function runSweepJob(): Promise<{ expired: number; finished: number; admitted: number }> {
  const { expired, places } = await sweep();
  await publishSoldOut();
  await deleteExpiredSessions();
  return { expired, finished: await notifyEnded(places), admitted: await tickQueues() };
}
