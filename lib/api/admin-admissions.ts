import { z } from "zod";
import { logAdmitted, logRequestedAdmissions } from "@/lib/concerts";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { admitNow } from "@/lib/queue";
import { endpoint } from "./framework/endpoint";
import { id } from "./framework/schemas";

const MAX_COUNT = 1_000; // what one step of the queue admits

export const createAdmissions = endpoint(
  {
    method: "POST",
    path: "/api/admin/queues/{concertId}/admissions",
    summary: "Admit fans from the head of the queue now: regardless of rate and pause, never beyond the capacity",
    auth: "admin",
    priority: null,
    params: z.object({ concertId: id }),
    body: z.object({ count: z.int().min(1).max(MAX_COUNT) }),
    example: { count: 20 },
    responses: {
      201: {
        description: "How many were admitted, and what kept more from it.",
        schema: z.object({
          admitted: z.int().min(0),
          obstacle: z
            .enum(["capacity", "line", "absent", "recovery"])
            .nullable()
            .describe(
              "`capacity` is reached; the `line` is empty; too many in a row are `absent`, try again; `recovery`: Redis lost the queue",
            ),
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
      log.warn({ concertId, err: describeError(error) }, "the history does not say how many were let in"),
    );
    return { status: 201, body };
  },
);
