import { env } from "@/lib/core/env";
import {
  drainOnce,
  kafkaSink,
  kick,
  lineSink,
  reap,
  type Sink,
  slackSink,
  webhookSink,
  webhookSinks,
} from "@/lib/outbox";
import { finish, putOut } from "@/lib/queue/line";

let configured: Sink[] | undefined;

function fromSettings(): Sink[] {
  const { KAFKA_BROKERS, DATA_PLATFORM_WEBHOOK_URL: url, DATA_PLATFORM_WEBHOOK_SECRET: secret } = env();
  const { SLACK_WEBHOOK_URL } = env();
  return [
    lineSink(finish, putOut),
    ...(KAFKA_BROKERS ? [kafkaSink(KAFKA_BROKERS)] : []),
    ...(url && secret ? [webhookSink({ name: "webhook", types: "all", url, secret })] : []),
    ...(SLACK_WEBHOOK_URL ? [slackSink(SLACK_WEBHOOK_URL)] : []),
  ];
}

/** Everywhere facts go: the line, what the settings name, and the receivers that admins manage. */
export async function sinks(): Promise<Sink[]> {
  configured ??= fromSettings();
  return [...configured, ...(await webhookSinks())];
}

/** Delivers what is due, to everybody, and forgets what is old. */
export async function drainAndReap(): Promise<{ delivered: number; failed: number }> {
  const everybody = await sinks();
  const done = await drainOnce(everybody);
  await reap(everybody);
  return done;
}

/** After a commit that told facts: lets them leave soon. The caller waits for nothing. */
export const told = (): void => kick(async () => drainOnce(await sinks(), { budgetMs: 2_000 }));
