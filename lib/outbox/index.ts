export type { WebhookAttempt, WebhookEndpoint } from "./endpoints";
export {
  addWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  webhookAttempts,
  webhookEndpoints,
  webhookSinks,
} from "./endpoints";
export type { EventType, OutboxEvent } from "./events";
export { EVENT_TYPES, EVENTS } from "./events";
export { kick } from "./kick";
export { reap } from "./reap";
export { drainOnce } from "./relay";
export type { Sink } from "./sink";
export { closeKafka, kafkaSink } from "./sinks/kafka";
export { lineSink } from "./sinks/line";
export { slackSink } from "./sinks/slack";
export { webhookSink } from "./sinks/webhook";
export type { Parked, Standing } from "./standing";
export { parked, sendAgain, standing, waiting } from "./standing";
