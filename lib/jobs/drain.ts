import { env } from "@/lib/core/env";
import {
  deleteOldEvents,
  drainOnce,
  kafkaSink,
  queueSink,
  type Sink,
  scheduleDrain,
  slackSink,
  webhookSink,
  webhookSinks,
} from "@/lib/outbox";
import { endPlace, expelPlace } from "@/lib/queue";

let settingsSinks: Sink[] | undefined;

function sinksFromSettings(): Sink[] {
  const { KAFKA_BROKERS, DATA_PLATFORM_WEBHOOK_URL: url, DATA_PLATFORM_WEBHOOK_SECRET: secret } = env();
  const { SLACK_WEBHOOK_URL } = env();
  return [
    queueSink(endPlace, expelPlace),
    ...(KAFKA_BROKERS ? [kafkaSink(KAFKA_BROKERS)] : []),
    ...(url && secret ? [webhookSink({ name: "webhook", types: "all", url, secret })] : []),
    ...(SLACK_WEBHOOK_URL ? [slackSink(SLACK_WEBHOOK_URL)] : []),
  ];
}

/** Everywhere facts go: the line, what the settings name, and the receivers that admins manage. */
export async function loadSinks(): Promise<Sink[]> {
  settingsSinks ??= sinksFromSettings();
  return [...settingsSinks, ...(await webhookSinks())];
}

/** Delivers what is due, to everybody, and forgets what is old. */
export async function drainOutbox(): Promise<{ delivered: number; failed: number }> {
  const sinks = await loadSinks();
  const result = await drainOnce(sinks);
  await deleteOldEvents(sinks);
  return result;
}

/** After a commit that told facts: lets them leave soon. The caller waits for nothing. */
export const scheduleOutboxDrain = (): void =>
  scheduleDrain(async () => drainOnce(await loadSinks(), { budgetMs: 2_000 }));
