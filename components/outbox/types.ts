export type SinkState = {
  sink: string;
  configured: boolean;
  pending: number;
  parked: number;
  delivered: number;
  oldestSeconds: number;
};
export type ParkedDelivery = {
  eventId: string;
  sink: string;
  type: string;
  aggregateKey: string;
  attempts: number;
  error: string | null;
  parkedAt: string;
};
export type Outbox = { unseen: number; sinks: SinkState[]; parked: ParkedDelivery[] };
export type Hook = { id: string; url: string; types: string[]; disabledAt: string | null; secret?: string };
export type Tried = { status: number | null; error: string | null; tookMs: number };
export type Delivery = Tried & { id: string; type: string; at: string };

/** What a receiver may ask for. */
export const TYPES = [
  ...["payment.completed", "payment.canceled", "hold.expired", "hold.released", "place.expelled"],
  ...["wallet.charged", "concert.published", "schedule.sold_out"],
];
