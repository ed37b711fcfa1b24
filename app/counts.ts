import { availability } from "@/lib/booking";
import { log } from "@/lib/core/log";

/** Free seats of each concert, or none known: a page that cannot count still shows what is on. */
export async function counts(): Promise<Awaited<ReturnType<typeof availability>>> {
  try {
    return await availability();
  } catch (error) {
    log.warn({ err: error instanceof Error ? error.message : String(error) }, "free seats could not be counted");
    return new Map();
  }
}
