import type { paths } from "./contract";

/** The body of a successful response. */
type Ok<Operation> = Operation extends { responses: infer Responses }
  ? Extract<Responses[keyof Responses & (200 | 201)], { content: unknown }> extends {
      content: { "application/json": infer Body };
    }
    ? Body
    : never
  : never;

type SeatsBody = Ok<paths["/api/seats"]["get"]>;

/** `GET /api/seats`: every seat of a date. */
export type SeatMap = Extract<SeatsBody, { seats: unknown }>;
/** `GET /api/seats?since=`: what changed since a version. */
export type SeatChanges = Extract<SeatsBody, { changes: unknown }>;
export type Seat = SeatMap["seats"][number];

/** A fan's place in the queue of a concert. */
export type QueueTicket = Ok<paths["/api/queue"]["get"]>;
/** `GET /api/queue/serving`: how far the queue has come, the same for everybody. */
export type QueuePublicState = Ok<paths["/api/queue/serving"]["get"]>;

export type Hold = Ok<paths["/api/holds"]["post"]>;
export type Reservation = Ok<paths["/api/reservations"]["get"]>["reservations"][number];
export type LedgerEntry = Ok<paths["/api/wallet"]["get"]>["entries"][number];
export type Concert = Ok<paths["/api/concerts"]["get"]>["concerts"][number];
