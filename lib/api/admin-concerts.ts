import { z } from "zod";
import { concertById, concertEdit, concertInput, createConcert, updateConcert } from "@/lib/concerts";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { PLAN_BODY_LIMIT_BYTES } from "./framework/body";
import { endpoint } from "./framework/endpoint";
import { id } from "./framework/schemas";
import { pushSettings } from "./push-settings";
import { toQueueSettings } from "./to-queue-settings";

const saved = z.object({ id, slug: z.string(), schedules: z.array(z.object({ id })) });
const savedExample = { id: "42", slug: "winter-light", schedules: [{ id: "7" }] };
const example = {
  name: "Winter Light",
  host: "Jari Live",
  description: "An evening of quiet songs.",
  salesOpenAt: "2026-12-01T11:00:00Z",
  salesCloseAt: "2026-12-24T09:00:00Z",
  seatLimit: 4,
  capacity: 100,
  admitPerMinute: 600,
  schedules: [
    {
      startsAt: "2026-12-24T10:00:00Z",
      venue: "Olympic Hall",
      hall: {
        type: "plain",
        seats: 50,
        grades: [
          { name: "VIP", price: 132_000, from: 1, to: 10 },
          { name: "R", price: 99_000, from: 11, to: 50 },
        ],
      },
    },
  ],
};

export const createAdminConcert = endpoint(
  {
    method: "POST",
    path: "/api/admin/concerts",
    summary: "Create a concert, with plain halls or imported seating plans",
    auth: "admin",
    priority: null,
    body: concertInput,
    example,
    bodyLimitBytes: PLAN_BODY_LIMIT_BYTES,
    responses: { 201: { description: "The concert is created.", schema: saved, example: savedExample } },
  },
  async ({ user, body }) => {
    const created = await createConcert(body, user);
    scheduleOutboxDrain();
    return { status: 201, body: created };
  },
);

export const updateAdminConcert = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/concerts/{id}",
    summary: "Change the given fields of a concert; a hall only while none of its seats is held or sold",
    auth: "admin",
    priority: null,
    params: z.object({ id }),
    body: concertEdit,
    example: { name: "Winter Light II" },
    bodyLimitBytes: PLAN_BODY_LIMIT_BYTES,
    responses: { 200: { description: "It is updated.", schema: saved, example: savedExample } },
    errors: ["CONCERT_NOT_FOUND", "SCHEDULE_NOT_FOUND", "SEAT_IN_USE"],
  },
  async ({ user, params, body }) => {
    const changed = await updateConcert(params.id, body, user);
    const concert = await concertById(params.id);
    if (concert) await pushSettings(toQueueSettings(concert));
    scheduleOutboxDrain();
    return { status: 200, body: changed };
  },
);
