import { isIP } from "node:net";
import { z } from "zod";

const seconds = (fallback: number) => z.coerce.number().int().min(1).max(86_400).default(fallback);
const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });
const secret = z.string().min(32, "must be at least 32 characters");
const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");
const brokers = z
  .string()
  .regex(/^[\w.-]+:\d+(\s*,\s*[\w.-]+:\d+)*$/, "must be host:port, or several with commas between")
  .transform((value) => value.split(",").map((broker) => broker.trim()));
function isAddressRange(range: string): boolean {
  const [address = "", bits = "0", ...rest] = range.split("/");
  return (
    rest.length === 0 && isIP(address) > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128)
  );
}
const addressRanges = z.string().transform((value, context) => {
  const ranges = value.split(",").map((range) => range.trim());
  if (ranges.every(isAddressRange)) return ranges;
  context.addIssue({ code: "custom", message: "must be addresses or ranges (CIDR), with commas between" });
  return z.NEVER;
});
const hosts = z.string().transform((value, context) => {
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  if (names.every((name) => URL.canParse(`http://${name}`) && new URL(`http://${name}`).hostname === name))
    return names;
  context.addIssue({ code: "custom", message: "must be hosts without a port, with commas between" });
  return z.NEVER;
});
const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be whsec_ and at least 24 bytes in base64");

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
    DATABASE_URL: url("postgresql:", "postgres:"),
    DATABASE_REPLICA_URL: url("postgresql:", "postgres:").optional(),
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
    REDIS_URL: url("redis:", "rediss:", "redis-cluster:", "rediss-cluster:").optional(),
    UPSTASH_REDIS_REST_URL: url("https:", "http:").optional(),
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
    NEXTAUTH_SECRET: secret,
    NEXTAUTH_SECRET_PREVIOUS: secret.optional(),
    NEXTAUTH_URL: url("http:", "https:").optional(),
    CRON_SECRET: secret,
    LOGIN_MAX_DAYS: z.coerce.number().int().min(1).max(90).default(30),
    HOLD_SECONDS: seconds(300), // spec: about five minutes
    SESSION_SECONDS: seconds(600),
    QUEUE_POLLS_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(500),
    QUEUE_RECOVERY_SECONDS: seconds(15), // after Redis lost its data: about one poll interval at the front
    REQUIRE_VERIFIED_EMAIL: flag,
    PROOF_ABOVE_JOINS_PER_SECOND: z.coerce.number().int().min(0).max(1_000_000).default(0),
    RATE_LIMIT_MULTIPLIER: z.coerce.number().positive().max(1_000_000).default(1),
    TRUSTED_PROXY_HEADER: z.string().min(1).optional(),
    TRUSTED_PROXY_ADDRESSES: addressRanges.default(["127.0.0.0/8", "::1/128"]),
    ALLOWED_HOSTS: hosts.default([]),
    METRICS_TOKEN: secret.optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: url("https:", "http:").optional(),
    OTEL_SERVICE_NAME: z.string().min(1).default("jari"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    API_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
    API_MAX_CONCURRENT_REQUESTS: z.coerce.number().int().min(1).max(100_000).optional(), // unset: it finds itself
    REQUEST_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(120).default(14), // longer than any timeout of Postgres or Redis
    REQUEST_RECEIVE_TIMEOUT_SECONDS: seconds(30),
    JARI_DEMO: flag,
    JARI_DEMO_ALLOW_REMOTE: flag,
    JARI_DATA_DIR: z.string().min(1).default(".data"),
    NEXT_DIST_DIR: z.string().min(1).default(".next"),
    KAFKA_BROKERS: brokers.optional(),
    KAFKA_PAYMENT_TOPIC: z.string().min(1).default("payment-success"),
    KAFKA_EVENTS_TOPIC: z.string().min(1).default("jari.events"),
    KAFKA_TLS: flag,
    KAFKA_SASL_MECHANISM: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).optional(),
    KAFKA_SASL_USERNAME: z.string().min(1).optional(),
    KAFKA_SASL_PASSWORD: z.string().min(1).optional(),
    DATA_PLATFORM_WEBHOOK_URL: url("https:", "http:").optional(),
    DATA_PLATFORM_WEBHOOK_SECRET: webhookSecret.optional(),
    SLACK_WEBHOOK_URL: url("https:", "http:").optional(),
    WEBHOOK_ALLOW_PRIVATE: flag,
  })
  .refine((env) => !env.DATA_PLATFORM_WEBHOOK_URL || env.DATA_PLATFORM_WEBHOOK_SECRET, {
    path: ["DATA_PLATFORM_WEBHOOK_SECRET"],
    error: "is missing: DATA_PLATFORM_WEBHOOK_URL needs it",
  })
  .refine((env) => !env.KAFKA_SASL_MECHANISM || (env.KAFKA_SASL_USERNAME && env.KAFKA_SASL_PASSWORD), {
    path: ["KAFKA_SASL_MECHANISM"],
    error: "needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
  })
  .refine((env) => env.KAFKA_SASL_MECHANISM || !(env.KAFKA_SASL_USERNAME || env.KAFKA_SASL_PASSWORD), {
    path: ["KAFKA_SASL_MECHANISM"],
    error: "is missing: KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD need it",
  })
  .refine((env) => env.REDIS_URL || env.UPSTASH_REDIS_REST_URL, {
    path: ["REDIS_URL"],
    error: "is missing: set REDIS_URL, or UPSTASH_REDIS_REST_URL with UPSTASH_REDIS_REST_TOKEN",
    when: () => true, // also when other settings are wrong, so that all are named at once
  })
  .refine((env) => !env.UPSTASH_REDIS_REST_URL || env.UPSTASH_REDIS_REST_TOKEN, {
    path: ["UPSTASH_REDIS_REST_TOKEN"],
    error: "is missing: UPSTASH_REDIS_REST_URL needs it",
  });

export type Env = z.infer<typeof schema>;

const EXAMPLES: Record<keyof Env, string> = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://jari:secret@127.0.0.1:5432/jari",
  DATABASE_REPLICA_URL: "postgresql://jari:secret@127.0.0.1:5433/jari",
  DATABASE_POOL_MAX: "10",
  REDIS_URL: "redis://127.0.0.1:6379",
  UPSTASH_REDIS_REST_URL: "https://example.upstash.io",
  UPSTASH_REDIS_REST_TOKEN: "the token shown beside the URL",
  NEXTAUTH_SECRET: "the output of: openssl rand -base64 32",
  NEXTAUTH_SECRET_PREVIOUS: "what NEXTAUTH_SECRET was",
  NEXTAUTH_URL: "https://tickets.example.com",
  CRON_SECRET: "the output of: openssl rand -base64 32",
  LOGIN_MAX_DAYS: "30",
  HOLD_SECONDS: "300",
  SESSION_SECONDS: "600",
  QUEUE_POLLS_PER_SECOND: "500",
  QUEUE_RECOVERY_SECONDS: "15",
  REQUIRE_VERIFIED_EMAIL: "0",
  PROOF_ABOVE_JOINS_PER_SECOND: "1000",
  RATE_LIMIT_MULTIPLIER: "1",
  TRUSTED_PROXY_HEADER: "x-forwarded-for",
  TRUSTED_PROXY_ADDRESSES: "127.0.0.1,10.0.0.0/8",
  ALLOWED_HOSTS: "www.tickets.example.com,10.0.0.7",
  METRICS_TOKEN: "the output of: openssl rand -base64 32",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
  OTEL_SERVICE_NAME: "jari",
  LOG_LEVEL: "info",
  HOST: "0.0.0.0",
  PORT: "3000",
  API_PROCESSES: "4",
  API_MAX_CONCURRENT_REQUESTS: "64",
  REQUEST_TIMEOUT_SECONDS: "14",
  REQUEST_RECEIVE_TIMEOUT_SECONDS: "30",
  JARI_DEMO: "0",
  JARI_DEMO_ALLOW_REMOTE: "0",
  JARI_DATA_DIR: ".data",
  NEXT_DIST_DIR: ".next",
  KAFKA_BROKERS: "kafka-1.example.com:9092,kafka-2.example.com:9092",
  KAFKA_PAYMENT_TOPIC: "payment-success",
  KAFKA_EVENTS_TOPIC: "jari.events",
  KAFKA_TLS: "1",
  KAFKA_SASL_MECHANISM: "scram-sha-256",
  KAFKA_SASL_USERNAME: "jari",
  KAFKA_SASL_PASSWORD: "the password of that user",
  DATA_PLATFORM_WEBHOOK_URL: "https://data.example.com/hooks/jari",
  DATA_PLATFORM_WEBHOOK_SECRET: "whsec_ and the output of: openssl rand -base64 32",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/…",
  WEBHOOK_ALLOW_PRIVATE: "0",
};

/** `.env.example` lists exactly these. */
export const ENV_NAMES = Object.keys(EXAMPLES);

const RENAMED: Record<string, keyof Env> = {
  API_REQUESTS_AT_ONCE: "API_MAX_CONCURRENT_REQUESTS",
  REQUEST_SECONDS: "REQUEST_TIMEOUT_SECONDS",
  ARRIVAL_SECONDS: "REQUEST_RECEIVE_TIMEOUT_SECONDS",
  LINE_POLLS_PER_SECOND: "QUEUE_POLLS_PER_SECOND",
  LINE_RECOVERY_SECONDS: "QUEUE_RECOVERY_SECONDS",
};

type Issue = { path: readonly PropertyKey[]; message: string };

const renamedSettings = (source: object): Issue[] =>
  Object.entries(RENAMED)
    .filter(([old]) => old in source)
    .map(([old, name]) => ({ path: [name], message: `is the new name of ${old}, which is set` }));

/** Names each wrong setting, its problem and an example. Never prints a value. */
export class EnvError extends Error {
  constructor(issues: readonly Issue[]) {
    const lines = issues.map(({ path, message }) => {
      const name = String(path[0]) as keyof Env;
      return `  ${name} ${message.startsWith("Invalid input: expected string, received undefined") ? "is missing" : message}\n    for example ${name}=${EXAMPLES[name]}`;
    });
    super(`The settings are not valid:\n${lines.join("\n")}`);
    this.name = "EnvError";
  }
}

/** Parses settings; an empty value counts as not set. @throws EnvError with every problem */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  const renamed = renamedSettings(set);
  if (!parsed.success || renamed.length > 0) throw new EnvError([...renamed, ...(parsed.error?.issues ?? [])]);
  return parsed.data;
}

let parsed: Env | undefined;

/** This process's settings, parsed on first use, because a build needs none. @throws EnvError */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
