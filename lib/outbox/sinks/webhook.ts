import { Webhook } from "standardwebhooks";
import { CLOUD_EVENT_TYPE, cloudEvent } from "../cloudevent";
import type { EventType, OutboxEvent } from "../events";
import { DeliveryFault, type Sink } from "../sink";
import { type Posted, post } from "./post";

const TIMEOUT_MS = 10_000;

export type Answer = { status: number | null; error: string | null; tookMs: number };
type Receiver = { url: string; secret: string };

/** Posts one event, signed as Standard Webhooks says; `webhook-id` is the event's id. Throws only what is no HTTP answer. */
export function postSigned({ url, secret }: Receiver, event: OutboxEvent): Promise<Posted> {
  const body = JSON.stringify(cloudEvent(event));
  const at = new Date();
  const headers = {
    "content-type": CLOUD_EVENT_TYPE,
    "webhook-id": event.id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(event.id, at, body),
  };
  return post(url, body, headers, TIMEOUT_MS);
}

type Options = Receiver & {
  name: string;
  types: readonly EventType[] | "all";
  /** Hears of every request made, and what it came to. */
  heard?(event: OutboxEvent, answer: Answer): Promise<void>;
  /** Called on 410: the receiver wants nothing more, ever. */
  gone?(): Promise<void>;
};

/** A receiver of signed events: any 2xx is delivered; 410 parks the event and tells `gone`; anything else is tried again. */
export const webhookSink = ({ name, types, url, secret, heard, gone }: Options): Sink => ({
  name,
  types,
  async deliver(event) {
    const began = performance.now();
    const tell = (status: number | null, error: string | null) =>
      heard?.(event, { status, error, tookMs: Math.round(performance.now() - began) });
    const posted = await postSigned({ url, secret }, event).catch(async (error: Error) => {
      await tell(null, error.message.slice(0, 200));
      throw error;
    });
    await tell(posted.status, null);
    if (posted.status >= 200 && posted.status < 300) return;
    if (posted.status === 410) {
      await gone?.();
      throw new DeliveryFault("the receiver answered 410: gone", { park: true });
    }
    throw new DeliveryFault(`the receiver answered ${posted.status}`, { retryAfterMs: posted.retryAfterMs });
  },
});
