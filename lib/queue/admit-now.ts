import type { ErrorCode } from "@/lib/core/errors";
import { AppError } from "@/lib/core/errors";
import { reinitialize } from "./initialize";
import { queueScript, unavailable } from "./run-script";

const OBSTACLES = ["capacity", "line", "absent", "recovery"] as const;

export type AdmitResult = { admitted: number; obstacle: (typeof OBSTACLES)[number] | null };

type Reply = ["NOT_INITIALIZED"] | ["SALE_NOT_OPEN" | "SALE_CLOSED"] | [admitted: number, obstacle: string];

const admitNowScript = queueScript<Reply>("admit-now");
const MAX_ATTEMPTS = 5;

const isSaleError = (reply: Reply): reply is [ErrorCode & ("SALE_NOT_OPEN" | "SALE_CLOSED")] =>
  reply[0] === "SALE_NOT_OPEN" || reply[0] === "SALE_CLOSED";

/** Admits up to `count` (1–1,000) fans past rate and pause. @throws SALE_NOT_OPEN, SALE_CLOSED, QUEUE_UNAVAILABLE */
export async function admitNow(concertId: string, count: number): Promise<AdmitResult> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const reply = await admitNowScript(concertId, [count]);
    if (isSaleError(reply)) throw new AppError(reply[0]);
    if (reply[0] !== "NOT_INITIALIZED")
      return { admitted: reply[0], obstacle: OBSTACLES.find((name) => name === reply[1]) ?? null };
    if (!(await reinitialize(concertId))) return { admitted: 0, obstacle: "line" };
  }
  throw unavailable();
}
