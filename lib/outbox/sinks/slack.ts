import { toCloudEvent } from "../cloud-event";
import { EVENTS, type OutboxEvent } from "../events";
import { httpPost } from "../http-post";
import { batched, DeliveryError, type Sink } from "../sink";

const TIMEOUT_MS = 5_000;
const MAX_LINES = 20; // of one message; Slack takes about one message a second

const escapeMarkup = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const formatWon = (amount: number) => `₩${amount.toLocaleString("en-US")}`;

/** One event as a line of a Slack message, with Slack's markup escaped. */
export function slackLine({ type, payload }: OutboxEvent): string {
  if (type === "schedule.sold_out") {
    const { concertName, venue, seats } = EVENTS[type].parse(payload);
    return `:tada: 매진 · Sold out: *${escapeMarkup(concertName)}*, ${escapeMarkup(venue)} (${seats})`;
  }
  const { concertName, seatNumber, price } = EVENTS["payment.completed"].parse(payload);
  return `:ticket: 결제 · Paid: *${escapeMarkup(concertName)}* #${seatNumber}, ${formatWon(price)}`;
}

/** Payments and sold-out dates, to a Slack incoming webhook; a rush becomes one message of many lines. */
export const slackSink = (url: string): Sink => ({
  name: "slack",
  types: ["payment.completed", "schedule.sold_out"],
  concurrency: MAX_LINES,
  deliver: batched(async (events) => {
    const attributesOnly = events.map((event) => {
      const { data: _, ...attributes } = toCloudEvent(event);
      return attributes;
    });
    const metadata = { event_type: "jari.events", event_payload: { events: attributesOnly } };
    const body = JSON.stringify({ text: events.map(slackLine).join("\n"), metadata });
    const { status, retryAfterMs } = await httpPost(url, body, { "content-type": "application/json" }, TIMEOUT_MS);
    if (status < 200 || status >= 300) throw new DeliveryError(`Slack answered ${status}`, { retryAfterMs });
  }),
});
