import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import {
  listRehearsals,
  MAX_FANS,
  MAX_SEATS,
  type Rehearsal,
  requestRehearsal,
  salesNearNow,
  verdictSchema,
} from "@/lib/rehearsals";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";

const NEAR_MINUTES = 60;

const rehearsal = z.object({
  id,
  status: z.enum(["REQUESTED", "RUNNING", "DONE", "FAILED"]),
  fans: z.int(),
  seats: z.int(),
  requestedAt: isoDateTime,
  finishedAt: isoDateTime.nullable(),
  progress: z
    .object({
      atSeconds: z.int().describe("From the opening of the copy's sale; negative before it"),
      joined: z.int(),
      inside: z.int(),
      seatsSold: z.int(),
      refused: z.int().describe("Answers that asked a fan to come back"),
    })
    .nullable(),
  verdict: verdictSchema.nullable(),
  error: z.string().nullable().describe("Why there is no verdict; `DIED` when nobody ran it to its end"),
});
const example = {
  id: "12",
  status: "RUNNING",
  fans: 20_000,
  seats: 2_000,
  requestedAt: "2026-12-01T09:00:00.000Z",
  finishedAt: null,
  progress: { atSeconds: 42, joined: 18_204, inside: 96, seatsSold: 1_130, refused: 12 },
  verdict: null,
  error: null,
};

const toBody = ({ id, status, fans, seats, requestedAt, finishedAt, progress, verdict, error }: Rehearsal) => ({
  ...{ id, status, fans, seats, progress, verdict, error },
  requestedAt: requestedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const params = z.object({ id });

export const listAdminRehearsals = endpoint(
  {
    method: "GET",
    path: "/api/admin/concerts/{id}/rehearsals",
    summary: "The latest rehearsals of a concert's sale, newest first",
    auth: "admin",
    priority: null,
    params,
    responses: {
      200: {
        description: "The newest ten, and the concerts that are on sale now or within the hour.",
        schema: z.object({ rehearsals: z.array(rehearsal), salesNear: z.array(z.string()) }),
        example: { rehearsals: [example], salesNear: [] },
      },
    },
  },
  async ({ user, params: { id } }) => {
    const [rehearsals, salesNear] = await Promise.all([listRehearsals(id, user), salesNearNow(NEAR_MINUTES)]);
    return { status: 200, body: { rehearsals: rehearsals.map(toBody), salesNear } };
  },
);

export const createRehearsal = endpoint(
  {
    method: "POST",
    path: "/api/admin/concerts/{id}/rehearsals",
    summary: "Let a crowd of test fans buy a copy of a concert that nobody else can see; one rehearsal at a time",
    auth: "admin",
    priority: null,
    params,
    body: z.object({
      fans: z.int().min(1).max(MAX_FANS),
      seats: z.int().min(1).max(MAX_SEATS).describe("At most those of the concert's next date"),
      duringSale: z
        .boolean()
        .default(false)
        .describe("Go on though a sale is running or opens within the hour, else 409 `SALE_RUNNING`"),
    }),
    example: { fans: 20_000, seats: 2_000 },
    responses: {
      202: {
        description: "A process of `npm start` takes it up within seconds.",
        schema: z.object({ id }),
        example: { id: "12" },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "REHEARSAL_RUNNING", "SALE_RUNNING"],
  },
  async ({ user, params: { id }, body: { fans, seats, duringSale } }) => {
    if (!duringSale && (await salesNearNow(NEAR_MINUTES)).length > 0) throw new AppError("SALE_RUNNING");
    return { status: 202, body: { id: await requestRehearsal({ concertId: id, fans, seats }, user) } };
  },
);
