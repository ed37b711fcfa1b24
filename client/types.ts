import type { paths } from "./contract";

/** The body of a successful response. */
type Ok<Operation> = Operation extends { responses: infer Responses }
  ? Extract<Responses[keyof Responses & (200 | 201)], { content: unknown }> extends {
      content: { "application/json": infer Body };
    }
    ? Body
    : never
  : never;

/** The JSON body of a request. */
type RequestBody<Operation> = Operation extends { requestBody: { content: { "application/json": infer Body } } }
  ? Body
  : never;

type SeatsBody = Ok<paths["/api/seats"]["get"]>;

/** `GET /api/seats`: every seat of a date. */
export type SeatMap = Extract<SeatsBody, { seats: unknown }>;
/** `GET /api/seats?since=`: what changed since a version. */
export type SeatChanges = Extract<SeatsBody, { changes: unknown }>;
export type Seat = SeatMap["seats"][number];

/** `GET /api/me`: who is signed in. */
export type Me = Ok<paths["/api/me"]["get"]>;

/** `GET /api/concerts/{concertId}/session`: what the visitor has at a concert. */
export type ConcertSession = Ok<paths["/api/concerts/{concertId}/session"]["get"]>;

/** A fan's place in the queue of a concert. */
export type QueueTicket = Ok<paths["/api/queue"]["get"]>;
/** `GET /api/queue/serving`: how far the queue has come, the same for everybody. */
export type QueuePublicState = Ok<paths["/api/queue/serving"]["get"]>;

/** `GET /api/schedules`: the dates of a concert, with their free seats. */
export type Schedules = Ok<paths["/api/schedules"]["get"]>;
/** `GET /api/wallet`: a balance and its history. */
export type Wallet = Ok<paths["/api/wallet"]["get"]>;
/** `GET /api/reservations`: a page of them. */
export type Reservations = Ok<paths["/api/reservations"]["get"]>;

export type Hold = Ok<paths["/api/holds"]["post"]>;
export type HoldInput = RequestBody<paths["/api/holds"]["post"]>;
export type Payment = Ok<paths["/api/payments"]["post"]>;
export type PaymentInput = RequestBody<paths["/api/payments"]["post"]>;
export type Refund = Ok<paths["/api/payments/{id}/refund"]["post"]>;
export type Charge = Ok<paths["/api/wallet/charges"]["post"]>;
export type ChargeInput = RequestBody<paths["/api/wallet/charges"]["post"]>;
export type Reservation = Ok<paths["/api/reservations"]["get"]>["reservations"][number];
export type LedgerEntry = Ok<paths["/api/wallet"]["get"]>["entries"][number];
export type Concert = Ok<paths["/api/concerts"]["get"]>["concerts"][number];

/** `GET /api/admin/queues/{concertId}`: a concert's queue, its settings and its last half hour. */
export type AdminQueue = Ok<paths["/api/admin/queues/{concertId}"]["get"]>;
export type QueueMinute = AdminQueue["minutes"][number];
export type Admission = Ok<paths["/api/admin/queues/{concertId}/admissions"]["post"]>;
export type AdminPlace = Ok<paths["/api/admin/queues/{concertId}/places"]["get"]>;
export type Expulsion = Ok<paths["/api/admin/queues/{concertId}/expulsions"]["post"]>;

/** `GET /api/admin/outbox`: every sink, what is parked, the newest events. */
export type Outbox = Ok<paths["/api/admin/outbox"]["get"]>;
export type OutboxAuditEntry = Ok<paths["/api/admin/outbox/history"]["get"]>["history"][number];
export type Webhook = Ok<paths["/api/admin/webhooks"]["get"]>["webhooks"][number];
export type NewWebhook = Ok<paths["/api/admin/webhooks"]["post"]>;
export type WebhookInput = RequestBody<paths["/api/admin/webhooks"]["post"]>;
export type WebhookAttempt = Ok<paths["/api/admin/webhooks/{id}/tests"]["post"]>;
export type WebhookDelivery = Ok<paths["/api/admin/webhooks/{id}/deliveries"]["get"]>["deliveries"][number];

/** `GET /api/admin/concerts/{id}/rehearsals`: the latest rehearsals of a concert, and sales that one would disturb. */
export type Rehearsals = Ok<paths["/api/admin/concerts/{id}/rehearsals"]["get"]>;
export type Rehearsal = Rehearsals["rehearsals"][number];
