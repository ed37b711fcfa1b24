import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { demoLogins } from "@/components/auth/demo-logins";
import { hashPassword } from "@/lib/auth/password";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/prisma/seed/accounts";
import { startStack } from "@/tools/dev/demo-stack";
import { freePort } from "@/tools/dev/services/ports";
import { Shutdown } from "@/tools/dev/shutdown";
import { emptyEngines } from "../support/empty-engines";
import { runNpmCommand } from "../support/npm-command";
import { post, requestInChild } from "../support/run-in-child";

const JARI_DATA_DIR = path.join(tmpdir(), `jari-demo-in-production-${process.pid}`);
afterAll(() => rm(JARI_DATA_DIR, { recursive: true, force: true }));
beforeEach(emptyEngines);
afterEach(() => vi.unstubAllEnvs());

const emailsOf = async () =>
  (await pool().query<{ email: string }>("SELECT email FROM users ORDER BY email")).rows.map(({ email }) => email);

async function insertAccount(email: string, passwordHash: string): Promise<void> {
  await pool().query("INSERT INTO users (email, name, password_hash, role) VALUES ($1, 'Kim', $2, 'ADMIN')", [
    email,
    passwordHash,
  ]);
}

/** Starts what a demo stands on with the database of this run in DATABASE_URL, and stops it. */
async function startOnOwnDatabase(name: "demo" | "dev", args: string[], settings: Record<string, string> = {}) {
  const given = { PORT: String(await freePort()), JARI_DATA_DIR, ...settings };
  for (const [setting, value] of Object.entries(given)) vi.stubEnv(setting, value);
  const shutdown = new Shutdown();
  try {
    return await startStack(shutdown, name, args);
  } finally {
    await shutdown.end();
  }
}

describe("a database named by DATABASE_URL", () => {
  test.each(["demo", "dev"] as const)("npm run %s does not seed it, whatever JARI_DEMO is", async (name) => {
    for (const JARI_DEMO of ["0", "1", ""]) {
      const stack = await startOnOwnDatabase(name, [], { JARI_DEMO });
      expect(stack.isSeeded).toBe(false);
      expect(stack.settings.JARI_DEMO).toBe(JARI_DEMO === "1");
      expect(await emailsOf()).toEqual([]);
    }
  });

  test("npm run demo -- --seed seeds it, and npm start then refuses it until the passwords are changed", async () => {
    const stack = await startOnOwnDatabase("demo", ["--seed"], { JARI_DEMO: "0" });
    expect(stack).toMatchObject({ isSeeded: true, settings: { JARI_DEMO: true } });
    expect(await emailsOf()).toEqual(DEMO_ACCOUNTS.map(({ email }) => email).toSorted());

    const refused = await runStart();
    expect(refused.code).toBe(1);
    expect(refused.output.trim()).toBe(
      `The database has accounts with the demo's published password: admin@jari.test and ${DEMO_ACCOUNTS.length - 1} more. ` +
        "Use a database that was never seeded, or give them other passwords (docs/operations.md, Demo accounts).",
    );

    await pool().query("UPDATE users SET password_hash = $1", [await hashPassword("changed by the operator")]);
    expect((await runStart()).output).toContain(PASSED);
  });
});

const PASSED = "There is no build to serve"; // the check that follows

async function runStart(settings: Record<string, string> = {}) {
  const { DATABASE_URL, REDIS_URL = "", NEXTAUTH_SECRET, CRON_SECRET } = env();
  return runNpmCommand(["start"], {
    ...{ DATABASE_URL, REDIS_URL, NEXTAUTH_SECRET, CRON_SECRET, PORT: String(await freePort()) },
    ...{ NEXT_DIST_DIR: path.join(path.relative(process.cwd(), tmpdir()), "jari-never-built"), ...settings },
  });
}

describe("npm start", () => {
  test.each(["admin@jari.test", "fan3@jari.test", "crowd40@jari.test"])(
    "refuses to run while %s has the published password, also with JARI_DEMO=1",
    async (email) => {
      await insertAccount(email, await hashPassword(DEMO_PASSWORD));
      for (const JARI_DEMO of ["0", "1"]) {
        const { code, output } = await runStart({ JARI_DEMO });
        expect(code).toBe(1);
        expect(output).toContain(`the demo's published password: ${email}. Use a database`);
        expect(output).not.toContain("    at ");
      }
    },
  );

  test("finds the one account that still has it among others whose password was changed or removed", async () => {
    await insertAccount("admin@jari.test", await hashPassword("changed by the operator"));
    await insertAccount("fan1@jari.test", "!");
    await insertAccount("crowd7@jari.test", await hashPassword(DEMO_PASSWORD));
    expect((await runStart()).output).toContain("published password: crowd7@jari.test. Use");
  });

  test("runs where the demo's accounts have other passwords or none, and where nobody has an account", async () => {
    expect((await runStart()).output).toContain(PASSED);
    await insertAccount("admin@jari.test", await hashPassword("changed by the operator"));
    await insertAccount("fan1@jari.test", "!");
    expect((await runStart()).output).toContain(PASSED);
  });

  test("does not run before it could ask the database", async () => {
    const DATABASE_URL = `postgresql://jari:hunter2@127.0.0.1:${await freePort()}/jari`;
    const { code, output } = await runStart({ DATABASE_URL });
    expect(code).toBe(1);
    expect(output).toContain("The database of DATABASE_URL cannot be asked for accounts of the demo (ECONNREFUSED)");
    expect(output).not.toMatch(/hunter2| {4}at /);
  });
});

describe("HOST of a demo", () => {
  const inUse = () => new URL(env().DATABASE_URL).port; // a start that is not refused ends with that sentence instead

  test.each(["demo", "dev"])("npm run %s refuses one beyond loopback before it starts anything", async (name) => {
    const settings = { HOST: "0.0.0.0", PORT: inUse(), JARI_DATA_DIR: `${JARI_DATA_DIR}-never-made` };
    const { code, output } = await runNpmCommand([name], settings);
    expect(code).toBe(1);
    expect(output).toContain(
      "HOST=0.0.0.0 would let other machines sign in with the demo's published admin password. " +
        "Leave HOST out, or set JARI_DEMO_ALLOW_REMOTE=1 if they may.",
    );
    expect(existsSync(settings.JARI_DATA_DIR)).toBe(false);
  });

  test.each(["::", "0", "192.0.2.7", "::ffff:192.0.2.7", "tickets.example.com"])("%s is refused", async (HOST) => {
    await expect(startOnOwnDatabase("demo", [], { HOST, PORT: inUse() })).rejects.toThrow(`HOST=${HOST} would let`);
  });

  test.each(["127.0.0.1", "127.8.8.8", "::1", "localhost"])("%s is loopback", async (HOST) => {
    expect((await startOnOwnDatabase("demo", [], { HOST })).settings.HOST).toBe(HOST);
  });

  test("JARI_DEMO_ALLOW_REMOTE=1 allows any", async () => {
    const settings = { HOST: "0.0.0.0", JARI_DEMO_ALLOW_REMOTE: "1" };
    expect((await startOnOwnDatabase("demo", [], settings)).settings.HOST).toBe("0.0.0.0");
  });
});

test("the accounts that the sign-in page of a demo offers are among those npm start looks for", () => {
  const emails = DEMO_ACCOUNTS.map(({ email }) => email);
  for (const { email, password } of demoLogins({ admin: "", fan: () => "" })) {
    expect(emails).toContain(email);
    expect(password).toBe(DEMO_PASSWORD);
  }
});

test("no mount signs an account of the demo in with the published password, except a demo that is not on Vercel", async () => {
  const { email = "" } = DEMO_ACCOUNTS[0] ?? {};
  await insertAccount(email, await hashPassword(DEMO_PASSWORD));
  const signIn = post("/api/sessions", { email: ` ${email.toUpperCase()}`, password: DEMO_PASSWORD });
  const statusWith = async (settings: Record<string, string>) =>
    (await requestInChild(settings, [signIn])).answers.map(({ status }) => status);
  expect(await statusWith({ JARI_DEMO: "0" })).toEqual([401]);
  expect(await statusWith({ JARI_DEMO: "1", VERCEL: "1" })).toEqual([401]);
  expect(await statusWith({ JARI_DEMO: "1" })).toEqual([201]);
});
