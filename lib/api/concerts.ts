import { z } from "zod";
import { allConcerts } from "@/lib/concerts";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";

const concert = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  host: z.string(),
  salesOpenAt: isoDateTime,
  schedules: z.int().min(0).describe("How many dates"),
});
const example = {
  id: "42",
  slug: "winter-light",
  name: "Winter Light",
  host: "Jari Live",
  salesOpenAt: "2026-12-01T11:00:00.000Z",
  schedules: 2,
};

export const listConcerts = endpoint(
  {
    method: "GET",
    path: "/api/concerts",
    summary: "What is on",
    auth: "anyone",
    priority: "browse",
    responses: {
      200: {
        description: "The programme, the sale that closes next first.",
        schema: z.object({ concerts: z.array(concert) }),
        example: { concerts: [example] },
      },
    },
  },
  async () => {
    const cards = await allConcerts();
    const concerts = cards.map(({ id, slug, name, host, salesOpenAt, schedules }) => {
      return { id, slug, name, host, salesOpenAt, schedules };
    });
    return { status: 200, body: { concerts } };
  },
);
