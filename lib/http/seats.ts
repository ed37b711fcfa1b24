import { z } from "zod";
import { concertOfSchedule, seatMap } from "@/lib/booking";
import { requireActive } from "@/lib/queue/gate";
import { endpoint } from "./frame/endpoint";
import { id, won } from "./frame/fields";
import { gate } from "./place";

const seat = z.object({
  id,
  number: z.int(),
  section: z.string(),
  row: z.string(),
  label: z.string(),
  x: z.number(),
  y: z.number(),
  grade: z.string(),
  price: won,
  status: z.enum(["AVAILABLE", "TEMPORARY", "RESERVED"]),
  mine: z.boolean().describe("Held or booked by you"),
});
const example = {
  id: "1001",
  number: 1,
  section: "",
  row: "A",
  label: "1",
  x: 40,
  y: 60,
  grade: "VIP",
  price: 132_000,
  status: "AVAILABLE",
  mine: false,
};

export const listSeats = endpoint(
  {
    method: "GET",
    path: "/api/seats",
    summary: "The seat map of a date: a hold that has lapsed counts as free",
    who: "session",
    token: "active",
    query: z.object({ scheduleId: id }),
    answers: {
      200: {
        says: "Every seat. `version` grows whenever one of them changes.",
        schema: z.object({ scheduleId: id, version: z.int(), seats: z.array(seat) }),
        example: { scheduleId: "7", version: 12, seats: [example] },
      },
    },
    refusals: ["SCHEDULE_NOT_FOUND"],
  },
  async ({ request, who, query: { scheduleId } }) => {
    const concertId = await concertOfSchedule(scheduleId);
    await gate({ request, who }, concertId, "SCHEDULE_NOT_FOUND", requireActive);
    return { status: 200, body: await seatMap(scheduleId, who.id) };
  },
);
