import { env } from "@/lib/core/env";
import { kafkaSink, queueSink, type Sink, slackSink, webhookSink, webhookSinks } from "@/lib/outbox";
import { endPlace, expelPlace } from "@/lib/queue";

let settingsSinks: Sink[] | undefined;

function sinksFromSettings(): Sink[] {
  const { KAFKA_BROKERS, SLACK_WEBHOOK_URL } = env();
  const { DATA_PLATFORM_WEBHOOK_URL: url, DATA_PLATFORM_WEBHOOK_SECRET: secret } = env();
  const sinks = [queueSink(endPlace, expelPlace)];
  if (KAFKA_BROKERS) sinks.push(kafkaSink(KAFKA_BROKERS));
  if (url && secret) sinks.push(webhookSink({ name: "webhook", types: "all", url, secret }));
  if (SLACK_WEBHOOK_URL) sinks.push(slackSink(SLACK_WEBHOOK_URL));
  return sinks;
}

/** Every consumer of events: the queue, the sinks that settings configure, and the webhooks that admins manage. */
export async function loadSinks(): Promise<Sink[]> {
  settingsSinks ??= sinksFromSettings();
  return [...settingsSinks, ...(await webhookSinks())];
}
