import { EVENTS } from "../events";
import type { Sink } from "../sink";

type Place = { concertId: string; userId: string; number: number };

const TYPES = ["payment.completed", "hold.expired", "hold.released", "place.expelled"] as const;
type PlaceEvent = (typeof TYPES)[number];

const isPlaceEvent = (type: string): type is PlaceEvent => (TYPES as readonly string[]).includes(type);

/**
 * The consumer inside the house: tells the line that a place is over, also when the process that ended it died right
 * after its commit. `finish` touches exactly that place, so that a redelivery never ends a newer one of the same fan;
 * `putOut` does the same for a place that an admin ended.
 */
export const queueSink = (endPlace: (place: Place) => Promise<unknown>, expelPlace = endPlace): Sink => ({
  name: "line",
  types: TYPES,
  async deliver({ type, payload }) {
    if (!isPlaceEvent(type)) return;
    const { place } = EVENTS[type].parse(payload);
    if (place) await (type === "place.expelled" ? expelPlace(place) : endPlace(place));
  },
});
