import { join } from "@/lib/queue/line";
import { makeConcert } from "./fixtures";
import { aFan, aLine } from "./line";

/** Somebody whom Postgres does not know is let in to a line on sale. */
export async function letStrangerIn(): Promise<{ concertId: string; userId: string }> {
  const { id: concertId } = await makeConcert();
  const userId = aFan();
  await join(aLine({ concertId }), userId);
  return { concertId, userId };
}
