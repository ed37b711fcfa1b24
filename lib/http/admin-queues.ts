import { z } from "zod";
import { type ConcertPage, concertById, queueEdit, steerQueue } from "@/lib/catalogue";
import { Refusal } from "@/lib/core/errors";
import { serving } from "@/lib/queue/line";
import { endpoint } from "./frame/endpoint";
import { id } from "./frame/fields";
import { document, documentExample } from "./serving-document";
import { steered } from "./steered";

const state = document.extend({ admitPerMinute: z.int(), paused: z.boolean() });
const example = { ...documentExample, admitPerMinute: 600, paused: false };
const params = z.object({ concertId: id });

type Settings = Pick<ConcertPage, "capacity" | "admitPerMinute"> & { paused: boolean };

/** The counts are the line's; how it is set is what the catalogue says, whether or not the line has begun. */
async function stateOf(concertId: string, { capacity, admitPerMinute, paused }: Settings) {
  return { ...(await serving(concertId, capacity)), capacity, admitPerMinute, paused };
}

export const seeAdminQueue = endpoint(
  {
    method: "GET",
    path: "/api/admin/queues/{concertId}",
    summary: "A line as it stands, and how it is set",
    who: "admin",
    params,
    answers: { 200: { says: "Its counts and settings.", schema: state, example } },
    refusals: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ params: { concertId } }) => {
    const concert = await concertById(concertId);
    if (!concert) throw new Refusal("CONCERT_NOT_FOUND");
    return { status: 200, body: await stateOf(concertId, { ...concert, paused: concert.queuePaused }) };
  },
);

export const steerAdminQueue = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/queues/{concertId}",
    summary: "Steer a line: capacity, admissions a minute, pause; it obeys at its next step",
    who: "admin",
    params,
    body: queueEdit,
    example: { capacity: 200 },
    answers: { 200: { says: "Its counts and settings.", schema: state, example } },
    refusals: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ who, params: { concertId }, body }) => {
    const settings = await steerQueue(concertId, body, who);
    await steered(settings);
    return { status: 200, body: await stateOf(concertId, settings) };
  },
);
