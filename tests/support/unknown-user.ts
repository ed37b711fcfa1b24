import { join } from "@/lib/queue";
import { makeConcert } from "./fixtures";
import { testQueue, testUserId } from "./queue";

/** Somebody whom Postgres does not know is let in to a line on sale. */
export async function admitUnknownUser(): Promise<{ concertId: string; userId: string }> {
  const { id: concertId } = await makeConcert();
  const userId = testUserId();
  await join(testQueue({ concertId }), userId);
  return { concertId, userId };
}
