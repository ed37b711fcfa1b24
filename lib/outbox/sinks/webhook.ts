import { Webhook } from "standardwebhooks";
import { CLOUD_EVENT_TYPE, toCloudEvent } from "../cloud-event";
import type { EventType, OutboxEvent } from "../events";
import { httpPost, type PostResult } from "../http-post";
import { DeliveryError, type Sink } from "../sink";

const TIMEOUT_MS = 10_000;

export type AttemptResult = { status: number | null; error: string | null; tookMs: number };
type WebhookTarget = {
  url: string;
  /** Null where it cannot be read: nothing can be signed then. */
  secret: string | null;
};

/** Posts one event, signed by Standard Webhooks; `webhook-id` is the event's id. Rejects only when there is no response. */
export function postSigned({ url, secret }: WebhookTarget, event: OutboxEvent): Promise<PostResult> {
  if (secret === null) return Promise.reject(new Error("its secret is encrypted under a secret that is no longer set"));
  const body = JSON.stringify(toCloudEvent(event));
  const sentAt = new Date();
  const headers = {
    "content-type": CLOUD_EVENT_TYPE,
    "webhook-id": event.id,
    "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(event.id, sentAt, body),
  };
  return httpPost(url, body, headers, TIMEOUT_MS);
}

type WebhookSinkOptions = WebhookTarget & {
  name: string;
  types: readonly EventType[] | "all";
  onAttempt?(event: OutboxEvent, result: AttemptResult): Promise<void>;
  onGone?(): Promise<void>;
};

/** Posts signed events: any 2xx is delivered, 410 parks the event and calls `onGone`, anything else is retried. */
export const webhookSink = ({ name, types, url, secret, onAttempt, onGone }: WebhookSinkOptions): Sink => ({
  name,
  types,
  async deliver(event) {
    const startedAt = performance.now();
    const report = (status: number | null, error: string | null) =>
      onAttempt?.(event, { status, error, tookMs: Math.round(performance.now() - startedAt) });
    const result = await postSigned({ url, secret }, event).catch(async (error: Error) => {
      await report(null, error.message.slice(0, 200));
      throw error;
    });
    await report(result.status, null);
    if (result.status >= 200 && result.status < 300) return;
    if (result.status === 410) {
      await onGone?.();
      throw new DeliveryError("the receiver answered 410: gone", { park: true });
    }
    throw new DeliveryError(`the receiver answered ${result.status}`, { retryAfterMs: result.retryAfterMs });
  },
});
