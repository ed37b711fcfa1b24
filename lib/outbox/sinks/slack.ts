import { cloudEvent } from "../cloudevent";
import { EVENTS, type OutboxEvent } from "../events";
import { DeliveryFault, inOneGo, type Sink } from "../sink";
import { post } from "./post";

const TIMEOUT_MS = 5_000;
const AT_ONCE = 20; // lines of one message: Slack takes about one message a second

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const won = (amount: number) => `₩${amount.toLocaleString("en-US")}`;

/** One event as a line of Slack's. */
export function slackLine({ type, payload }: OutboxEvent): string {
  if (type === "schedule.sold_out") {
    const { concertName, venue, seats } = EVENTS[type].parse(payload);
    return `:tada: 매진 · Sold out: *${escaped(concertName)}*, ${escaped(venue)} (${seats})`;
  }
  const { concertName, seatNumber, price } = EVENTS["payment.completed"].parse(payload);
  return `:ticket: 결제 · Paid: *${escaped(concertName)}* #${seatNumber}, ${won(price)}`;
}

/** Payments and dates sold out, to an incoming webhook of Slack's; a rush becomes one message of many lines. */
export const slackSink = (url: string): Sink => ({
  name: "slack",
  types: ["payment.completed", "schedule.sold_out"],
  atOnce: AT_ONCE,
  deliver: inOneGo(async (events) => {
    const about = events.map((event) => {
      const { data: _, ...attributes } = cloudEvent(event);
      return attributes;
    });
    const metadata = { event_type: "jari.events", event_payload: { events: about } };
    const body = JSON.stringify({ text: events.map(slackLine).join("\n"), metadata });
    const { status, retryAfterMs } = await post(url, body, { "content-type": "application/json" }, TIMEOUT_MS);
    if (status < 200 || status >= 300) throw new DeliveryFault(`Slack answered ${status}`, { retryAfterMs });
  }),
});
