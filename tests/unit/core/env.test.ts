import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENV_NAMES, EnvError, parseEnv } from "@/lib/core/env";

const secret = "a secret that is long enough, surely";
const minimal = {
  DATABASE_URL: "postgresql://jari:secret@127.0.0.1:5432/jari",
  REDIS_URL: "redis://127.0.0.1:6379",
  NEXTAUTH_SECRET: secret,
  CRON_SECRET: secret,
};

function errorOf(source: Record<string, string | undefined>): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  throw new Error("parseEnv() accepted it");
}

describe("parseEnv()", () => {
  test("needs two servers and two secrets, and defaults the rest", () => {
    expect(parseEnv(minimal)).toMatchObject({ HOLD_SECONDS: 300, SESSION_SECONDS: 600, PORT: 3000, JARI_DEMO: false });
  });

  test("reports every missing setting at once, with an example", () => {
    const text = errorOf({});
    for (const name of ["DATABASE_URL", "REDIS_URL", "NEXTAUTH_SECRET", "CRON_SECRET"]) {
      expect(text).toContain(`${name} is missing`);
      expect(text).toContain(`for example ${name}=`);
    }
  });

  test("reports what is wrong with a malformed setting without its value", () => {
    const text = errorOf({
      ...minimal,
      DATABASE_URL: "mysql://hunter2@host",
      NEXTAUTH_SECRET: "hunter3",
      PORT: "90000",
    });
    expect(text).toContain("DATABASE_URL must be a URL that starts with postgresql:// or postgres://");
    expect(text).toContain("NEXTAUTH_SECRET must be at least 32 characters");
    expect(text).toContain("for example PORT=3000");
    expect(text).not.toMatch(/hunter|90000/);
  });

  test.each([
    ["API_REQUESTS_AT_ONCE", "64", "API_MAX_CONCURRENT_REQUESTS"],
    ["REQUEST_SECONDS", "14", "REQUEST_TIMEOUT_SECONDS"],
    ["ARRIVAL_SECONDS", "30", "REQUEST_RECEIVE_TIMEOUT_SECONDS"],
    ["LINE_POLLS_PER_SECOND", "500", "QUEUE_POLLS_PER_SECOND"],
    ["LINE_RECOVERY_SECONDS", "15", "QUEUE_RECOVERY_SECONDS"],
  ])("rejects the old name %s and reports the new one", (old, value, name) => {
    expect(errorOf({ ...minimal, [old]: value })).toContain(`${name} is the new name of ${old}`);
    expect(() => parseEnv({ ...minimal, [old]: "" })).not.toThrow();
  });

  test("rejects UPSTASH_REDIS_REST_URL without its token", () => {
    expect(errorOf({ ...minimal, REDIS_URL: "", UPSTASH_REDIS_REST_URL: "https://x.upstash.io" })).toContain(
      "UPSTASH_REDIS_REST_TOKEN is missing",
    );
  });

  test.each([
    [{ TRUSTED_PROXY_ADDRESSES: "10.0.0.0/33" }, "TRUSTED_PROXY_ADDRESSES must be addresses or ranges (CIDR)"],
    [{ TRUSTED_PROXY_ADDRESSES: "127.1, ::1" }, "TRUSTED_PROXY_ADDRESSES must be addresses or ranges (CIDR)"],
    [{ ALLOWED_HOSTS: "https://a.test" }, "ALLOWED_HOSTS must be hosts without a port"],
    [{ ALLOWED_HOSTS: "a.test:3000" }, "ALLOWED_HOSTS must be hosts without a port"],
    [{ KAFKA_BROKERS: "kafka" }, "KAFKA_BROKERS must be host:port, or several with commas between"],
    [{ KAFKA_TLS: "yes" }, "KAFKA_TLS"],
    [{ KAFKA_SASL_MECHANISM: "gssapi" }, "KAFKA_SASL_MECHANISM"],
    [{ KAFKA_SASL_MECHANISM: "plain" }, "KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"],
    [{ KAFKA_SASL_USERNAME: "jari", KAFKA_SASL_PASSWORD: "hunter2" }, "KAFKA_SASL_MECHANISM is missing"],
    [{ DATA_PLATFORM_WEBHOOK_URL: "https://example.com" }, "DATA_PLATFORM_WEBHOOK_SECRET is missing"],
    [{ DATA_PLATFORM_WEBHOOK_SECRET: "hunter2" }, "DATA_PLATFORM_WEBHOOK_SECRET must be whsec_"],
  ])("rejects %o", (settings, message) => {
    expect(errorOf({ ...minimal, ...settings })).toContain(message);
    expect(errorOf({ ...minimal, ...settings })).not.toContain("hunter2");
  });

  test("accepts a Kafka cluster with a login", () => {
    const settings = { KAFKA_BROKERS: "a:9092, b:9093", KAFKA_TLS: "1", KAFKA_SASL_MECHANISM: "scram-sha-512" };
    const login = { KAFKA_SASL_USERNAME: "jari", KAFKA_SASL_PASSWORD: "hunter2" };
    const parsed = parseEnv({ ...minimal, ...settings, ...login });
    expect(parsed).toMatchObject({ KAFKA_BROKERS: ["a:9092", "b:9093"], KAFKA_TLS: true });
  });

  test("knows exactly the settings of .env.example", () => {
    const names = readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm);
    expect([...names].map(([, name]) => name).sort()).toEqual([...ENV_NAMES].sort());
  });
});
