import { redis } from "@/lib/core/redis";
import { queueKeys } from "./keys";

/** Deletes a queue whose concert no longer exists, with every place in it. */
export async function deleteQueue(concertId: string): Promise<void> {
  await redis().del(...queueKeys(concertId));
}
