import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENV_NAMES, EnvError, parseEnv } from "@/lib/core/env";

const secret = "a secret that is long enough, surely";
const whole = {
  DATABASE_URL: "postgresql://jari:secret@127.0.0.1:5432/jari",
  REDIS_URL: "redis://127.0.0.1:6379",
  NEXTAUTH_SECRET: secret,
  CRON_SECRET: secret,
};

function complaint(source: Record<string, string | undefined>): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  throw new Error("it was accepted");
}

describe("the environment", () => {
  test("is complete with two servers and two secrets, and has the defaults of the design", () => {
    expect(parseEnv(whole)).toMatchObject({ HOLD_SECONDS: 300, SESSION_SECONDS: 600, PORT: 3000, JARI_DEMO: false });
  });

  test("names every missing setting at once, with an example", () => {
    const text = complaint({});
    for (const name of ["DATABASE_URL", "REDIS_URL", "NEXTAUTH_SECRET", "CRON_SECRET"]) {
      expect(text).toContain(`${name} is missing`);
      expect(text).toContain(`for example ${name}=`);
    }
  });

  test("says what is wrong with a malformed one, and never repeats its value", () => {
    const text = complaint({
      ...whole,
      DATABASE_URL: "mysql://hunter2@host",
      NEXTAUTH_SECRET: "hunter3",
      PORT: "90000",
    });
    expect(text).toContain("DATABASE_URL must be a URL that starts with postgresql:// or postgres://");
    expect(text).toContain("NEXTAUTH_SECRET must be at least 32 characters");
    expect(text).toContain("for example PORT=3000");
    expect(text).not.toMatch(/hunter|90000/);
  });

  test("needs Upstash's token with its address", () => {
    expect(complaint({ ...whole, REDIS_URL: "", UPSTASH_REDIS_REST_URL: "https://x.upstash.io" })).toContain(
      "UPSTASH_REDIS_REST_TOKEN is missing",
    );
  });

  test("is listed whole, and nothing else, in .env.example", () => {
    const listed = readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm);
    expect([...listed].map(([, name]) => name).sort()).toEqual([...ENV_NAMES].sort());
  });
});
