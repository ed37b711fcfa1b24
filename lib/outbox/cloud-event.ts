import { env } from "@/lib/core/env";
import type { OutboxEvent } from "./events";

export type CloudEvent = {
  specversion: "1.0";
  id: string;
  source: string;
  type: string;
  time: string;
  datacontenttype: "application/json";
  dataschema: string;
  partitionkey: string;
  sequence: string;
  data: unknown;
};

export const CLOUD_EVENT_TYPE = "application/cloudevents+json; charset=UTF-8";

/** The same for every sink; `source` and `id` together identify the event for ever. */
export const toCloudEvent = (event: OutboxEvent): CloudEvent => ({
  specversion: "1.0",
  id: event.id,
  source: env().NEXTAUTH_URL ?? "urn:jari",
  type: event.type,
  time: event.occurredAt.toISOString(),
  datacontenttype: "application/json",
  dataschema: `urn:jari:event:${event.type}:${event.schemaVersion}`,
  partitionkey: event.aggregateKey,
  sequence: String(event.sequence),
  data: event.payload,
});
