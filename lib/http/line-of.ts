import type { ConcertPage } from "@/lib/catalogue";
import type { Line } from "@/lib/queue/line";

/** What the line needs to know of a concert. */
export const lineOf = (concert: ConcertPage): Line => ({
  concertId: concert.id,
  capacity: concert.capacity,
  admitPerMinute: concert.admitPerMinute,
  paused: concert.queuePaused,
  opensAt: new Date(concert.salesOpenAt),
  closesAt: new Date(concert.salesCloseAt),
  version: concert.lineVersion,
});
