import { deleteExpiredRevocations } from "@/lib/auth/session-store";
import { publishSoldOut, sweep } from "@/lib/booking";
import { notifyEnded } from "./notify-ended";
import { tickQueues } from "./tick";

/**
 * Releases expired holds, publishes the dates that sold out, deletes expired sign-outs, and lets every queue take a step.
 * Returns how many holds expired, how many places ended and how many fans were admitted.
 */
export async function runSweepJob(): Promise<{ expired: number; finished: number; admitted: number }> {
  const { expired, places } = await sweep();
  await publishSoldOut();
  await deleteExpiredRevocations();
  return { expired, finished: await notifyEnded(places), admitted: await tickQueues() };
}
