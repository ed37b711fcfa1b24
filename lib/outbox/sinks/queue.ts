import { EVENTS } from "../events";
import { QUEUE_SINK, type Sink } from "../sink";

type Place = { concertId: string; userId: string; number: number };

const TYPES = ["payment.completed", "hold.expired", "hold.released", "place.expelled"] as const;
type PlaceEvent = (typeof TYPES)[number];

const isPlaceEvent = (type: string): type is PlaceEvent => (TYPES as readonly string[]).includes(type);

/** Ends places again, in case the process died after its commit; never ends a newer place of the fan. */
export const queueSink = (endPlace: (place: Place) => Promise<unknown>, expelPlace = endPlace): Sink => ({
  name: QUEUE_SINK,
  types: TYPES,
  concurrency: 200, // one pipeline to Redis, and a fifth of the statements that claim and acknowledge
  async deliver({ type, payload }) {
    if (!isPlaceEvent(type)) return;
    const { place } = EVENTS[type].parse(payload);
    if (place) await (type === "place.expelled" ? expelPlace(place) : endPlace(place));
  },
});
