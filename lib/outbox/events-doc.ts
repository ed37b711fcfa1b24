import { z } from "zod";
import { EVENT_DOCS, EVENT_TYPES, EVENTS } from "./events";

const HEAD = `# Events

Generated from lib/outbox/events.ts by \`npm run docs:events\`; a test keeps it up to date.

Every event is written in the transaction that makes it true and delivered at least once to every sink that wants its type: a
redelivered event has the same \`id\`. Events of one aggregate arrive in order; \`sequence\` counts them from 1. Fields may be added to
a payload without a new schema version: ignore unknown ones.

Each arrives as a CloudEvent 1.0 in JSON (\`application/cloudevents+json\`):

| attribute | value |
| --- | --- |
| \`specversion\` | \`1.0\` |
| \`id\` | a UUIDv7, the same at every delivery |
| \`source\` | the address Jari is served at (\`NEXTAUTH_URL\`), or \`urn:jari\` |
| \`type\` | one of the types below |
| \`time\` | when it became true |
| \`datacontenttype\` | \`application/json\` |
| \`dataschema\` | \`urn:jari:event:<type>:<schema version>\` |
| \`partitionkey\` | the aggregate, and the key of the Kafka message |
| \`sequence\` | the number of the event within its aggregate, as text |
| \`data\` | the payload, by the schema below |

Money is whole won as a number; ids are text; times are ISO 8601 in UTC.
`;

function simplifySchema({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const eventSection = (type: (typeof EVENT_TYPES)[number]): string => {
  const { when, aggregate } = EVENT_DOCS[type];
  const schema = z.toJSONSchema(EVENTS[type], { io: "input", override: simplifySchema }); // `input` allows unknown fields
  const withId = { $id: `urn:jari:event:${type}:1`, ...schema };
  return `\n## ${type}\n\n${when} The aggregate is ${aggregate}.\n\n\`\`\`json\n${JSON.stringify(withId, null, 2)}\n\`\`\`\n`;
};

export const eventsDocument = (): string => HEAD + EVENT_TYPES.map(eventSection).join("");
