import type { Definition } from "../framework/definition";

/** Who is served first when not everybody can be: whoever holds seats, who would hold some, who waits, who looks, who comes. */
export const PRIORITIES = ["pay", "hold", "line", "look", "enter"] as const;
export type Priority = (typeof PRIORITIES)[number];

// By what is asked alone: knowing more about who asks would cost about as much as answering. What only somebody with seats
// or a ticket can ask is urgent whoever asks it.
const OF: Record<string, Priority | null> = {
  "POST /api/payments": "pay",
  "POST /api/payments/{id}/refund": "pay",
  "POST /api/wallet/charges": "pay", // mostly between a hold and its payment
  "DELETE /api/holds/{reservationId}": "pay",
  "POST /api/holds": "hold",
  "GET /api/queue": "line",
  "DELETE /api/queue": "line",
  "GET /api/queue/serving": "line",
  "POST /api/queue": "enter",
  "POST /api/sessions": "enter",
  "POST /api/users": "enter",
  "GET /api/health": null,
  "GET /api/metrics": null,
};

export const NAMED = Object.keys(OF);

/** How urgent an endpoint's requests are; null: never refused, since it keeps the house running or says how it does. */
export function priorityOf({ method, path, who }: Pick<Definition, "method" | "path" | "who">): Priority | null {
  if (who === "admin" || who === "cron") return null;
  const named = OF[`${method} ${path}`];
  return named === undefined ? "look" : named;
}
