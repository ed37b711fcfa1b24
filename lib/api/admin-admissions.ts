import { z } from "zod";
import { logAdmitted, logRequestedAdmissions } from "@/lib/concerts";
import { log } from "@/lib/core/log";
import { admitNow } from "@/lib/queue";
import { endpoint } from "./framework/endpoint";
import { id } from "./framework/schemas";

const AT_MOST = 1_000; // what one step of the line lets in

export const createAdmissions = endpoint(
  {
    method: "POST",
    path: "/api/admin/queues/{concertId}/admissions",
    summary: "Let fans in from the head of the line now: past the rate and a pause, never beyond the capacity",
    auth: "admin",
    priority: null,
    params: z.object({ concertId: id }),
    body: z.object({ count: z.int().min(1).max(AT_MOST) }),
    example: { count: 20 },
    responses: {
      201: {
        description: "How many were let in, and what stood in the way of more.",
        schema: z.object({
          admitted: z.int().min(0),
          obstacle: z
            .enum(["capacity", "line", "absent", "recovery"])
            .nullable()
            .describe("The house is full; nobody waits; too many in a row are absent, ask again; the line was lost"),
        }),
        example: { admitted: 12, obstacle: "capacity" },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "SALE_NOT_OPEN", "SALE_CLOSED", "QUEUE_UNAVAILABLE"],
  },
  async ({ user, params: { concertId }, body: { count } }) => {
    await logRequestedAdmissions(concertId, count, user);
    const body = await admitNow(concertId, count);
    await logAdmitted(concertId, body.admitted, user).catch((error: unknown) =>
      log.warn({ concertId, err: String(error) }, "the history does not say how many were let in"),
    );
    return { status: 201, body };
  },
);
