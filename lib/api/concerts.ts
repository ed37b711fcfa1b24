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
  schedules: z.int().min(0).describe("Number of dates"),
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
    summary: "All concerts",
    auth: "anyone",
    priority: "browse",
    responses: {
      200: {
        description: "All concerts; the sale that closes next comes first.",
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
