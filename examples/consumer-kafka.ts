// A consumer to copy: keeps a table of sales from Jari's payments.
//
//   KAFKA_BROKERS=127.0.0.1:9092 DATABASE_URL=postgresql://… npx tsx examples/consumer-kafka.ts
//
// Events come at least once, in order per reservation. So the id of each event is stored in the transaction that applies it:
// a redelivered event changes nothing, and an applied one is never lost. An error that kafkajs does not retry ends the
// process: run it under a supervisor.
import { Kafka, logLevel } from "kafkajs";
import pg from "pg";
import { z } from "zod";

const settings = z
  .object({
    KAFKA_BROKERS: z.string().min(1),
    DATABASE_URL: z.string().min(1),
    KAFKA_PAYMENT_TOPIC: z.string().min(1).default("payment-success"),
    KAFKA_GROUP: z.string().min(1).default("jari-sales"),
  })
  .parse(process.env);

const payment = z.object({
  id: z.string(),
  type: z.enum(["payment.completed", "payment.canceled"]),
  time: z.iso.datetime(),
  data: z.object({
    paymentId: z.string(),
    reservationId: z.string(),
    concertName: z.string(),
    seatNumber: z.int(),
    price: z.int(),
  }),
});

const SESSION_TIMEOUT_MS = 6_000; // the least a broker allows; then another consumer takes over

const database = new pg.Pool({ connectionString: settings.DATABASE_URL, max: 4 });
await database.query(`
  CREATE SCHEMA IF NOT EXISTS sales_example;
  CREATE TABLE IF NOT EXISTS sales_example.seen (event_id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS sales_example.sale (
    payment_id text PRIMARY KEY, reservation_id text NOT NULL, concert text NOT NULL, seat int NOT NULL,
    price bigint NOT NULL, status text NOT NULL, changed_at timestamptz NOT NULL)`);

async function apply(event: z.infer<typeof payment>): Promise<void> {
  const { paymentId, reservationId, concertName, seatNumber, price } = event.data;
  const status = event.type === "payment.completed" ? "COMPLETED" : "CANCELED";
  await database.query(
    `WITH new_event AS (INSERT INTO sales_example.seen (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1)
     INSERT INTO sales_example.sale SELECT $2, $3, $4, $5, $6, $7, $8 FROM new_event
     ON CONFLICT (payment_id) DO UPDATE SET status = excluded.status, changed_at = excluded.changed_at`,
    [event.id, paymentId, reservationId, concertName, seatNumber, price, status, event.time],
  );
}

const kafka = new Kafka({ brokers: settings.KAFKA_BROKERS.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({
  groupId: settings.KAFKA_GROUP,
  sessionTimeout: SESSION_TIMEOUT_MS,
  rebalanceTimeout: SESSION_TIMEOUT_MS,
  heartbeatInterval: SESSION_TIMEOUT_MS / 6,
  retry: { retries: 100, maxRetryTime: 5_000 },
});
consumer.on(consumer.events.CRASH, ({ payload }) => {
  if (!payload.restart) process.exit(1); // for the supervisor to restart
});
await consumer.connect();
await consumer.subscribe({ topic: settings.KAFKA_PAYMENT_TOPIC, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => apply(payment.parse(JSON.parse(String(message.value)))),
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await consumer.disconnect();
    await database.end();
    process.exit();
  });
