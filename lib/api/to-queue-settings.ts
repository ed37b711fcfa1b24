import type { ConcertPage } from "@/lib/concerts";
import type { QueueSettings } from "@/lib/queue";

export const toQueueSettings = (concert: ConcertPage): QueueSettings => ({
  concertId: concert.id,
  capacity: concert.capacity,
  admitPerMinute: concert.admitPerMinute,
  paused: concert.queuePaused,
  opensAt: new Date(concert.salesOpenAt),
  closesAt: new Date(concert.salesCloseAt),
  version: concert.lineVersion,
});
