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
export type EventSummary = { id: string; type: string; aggregateKey: string; sequence: number; at: string };
export type Outbox = { unseen: number; sinks: SinkState[]; parked: ParkedDelivery[]; facts: EventSummary[] };
export type WebhookInput = { url: string; types: string[] };
export type Webhook = WebhookInput & { id: string; disabledAt: string | null; secret?: string };
export type Attempt = { status: number | null; error: string | null; tookMs: number };
export type Delivery = Attempt & { id: string; type: string; at: string };
export type AuditEntry = {
  id: string;
  at: string;
  actor: string | null;
  action:
    | "outbox.sent_again"
    | "webhook.gone"
    | "webhook.added"
    | "webhook.changed"
    | "webhook.removed"
    | "webhook.tested";
  detail: {
    url?: string;
    changes?: Record<string, [from: unknown, to: unknown]>;
    sink?: string;
    sent?: number;
    status?: number | null;
    error?: string | null;
  };
};

/** What a receiver may ask for. */
export const EVENT_TYPES = [
  ...["payment.completed", "payment.canceled", "hold.expired", "hold.released", "place.expelled"],
  ...["wallet.charged", "concert.published", "schedule.sold_out"],
];
