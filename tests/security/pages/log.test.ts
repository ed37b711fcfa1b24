import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/lib/core/env";
import { bundleServer } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { freePort } from "@/tools/dev/services/ports";
import { UNPRINTABLE } from "../../support/hostile-texts";

const NEXT = "node_modules/next/dist/bin/next";
const FORGED = 'x\n{"level":50,"msg":"FORGED"}\u001b[31mFORGED\u009b31m\u2028FORGED\u202eDEGROF';
const LONG = `FORGED${"x".repeat(20_000)}`;
const NO_SESSION = { email: FORGED, password: FORGED, csrfToken: "FORGED" };

type Program = { child: ChildProcess; port: number; output(): string };
let programs: Program[] = [];

/** A program that listens on PORT, with all that it writes. */
async function start(args: (port: number) => string[], settings: Record<string, string>): Promise<Program> {
  const port = await freePort();
  const NEXTAUTH_URL = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, args(port), {
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "debug", NEXTAUTH_URL, PORT: String(port), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  await vi.waitFor(async () => expect((await fetch(`${NEXTAUTH_URL}/api/health`)).ok).toBe(true), { timeout: 60_000 });
  return { child, port, output: () => output };
}

beforeAll(async () => {
  const build = process.env.TEST_BUILD ?? ".next-test";
  const settings = { NEXT_DIST_DIR: build, HOST: "127.0.0.1", TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER };
  const next = await start((port) => [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], settings);
  const bundle = await bundleServer();
  programs = [next, await start(() => [bundle, String(next.port)], settings)];
});
afterAll(async () => {
  for (const { child } of programs) if (child.kill("SIGTERM")) await once(child, "exit");
});

const multipart = (name: string, value: string) => ({
  method: "POST",
  headers: { "content-type": "multipart/form-data; boundary=b" },
  body: `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`,
});
const form = (fields: Record<string, string>, cookie = "") => ({
  method: "POST",
  headers: { cookie },
  body: new URLSearchParams(fields),
});
const action = (id: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: { "next-action": id, ...headers },
  body: "[]",
});

const escaped = encodeURIComponent(FORGED);
const COOKIES = ["callback-url", "csrf-token", "session-token"]
  .map((name) => `next-auth.${name}=${escaped}`)
  .join("; ");

/** The ways by which a stranger makes Next or next-auth write a line. */
const REQUESTS: [path: string, init?: RequestInit][] = [
  ["/api/auth/session", { headers: { cookie: COOKIES } }],
  [`/api/auth/csrf?callbackUrl=${escaped}`, { headers: { cookie: COOKIES } }],
  [`/api/auth/error?error=${escaped}`],
  [`/signin?error=${escaped}&callbackUrl=${escaped}&next=${escaped}`],
  ["/api/auth/callback/credentials", form({ ...NO_SESSION, callbackUrl: FORGED })],
  ["/api/auth/callback/credentials", form({ ...NO_SESSION, callbackUrl: "http://[FORGED" }, COOKIES)],
  ["/api/auth/signout", form({ callbackUrl: FORGED }, COOKIES)],
  ["/signin", action("0".repeat(42))],
  ["/signin", action("FORGED%0A\u009b31m")],
  ["/signin", action(LONG.slice(0, 9_000))],
  ["/signin", action("0".repeat(42), { origin: `http://forged${"x".repeat(6_000)}` })],
  ["/signin", multipart(`$ACTION_ID_${FORGED}`, FORGED)],
  ["/signin", multipart("$ACTION_REF_1", LONG)],
  [`/concerts/${escaped}`],
  [`/_next/image?url=${escaped}&w=1&q=1`],
  [
    "/",
    {
      headers: {
        rsc: "1",
        "next-router-state-tree": encodeURIComponent(JSON.stringify(["", { children: [FORGED, {}] }])),
      },
    },
  ],
  [
    "/",
    { headers: { cookie: `locale=${escaped}; theme=${escaped}`, "accept-language": `FORGED-${"a".repeat(5_000)}` } },
  ],
  [`/api/concerts?${escaped}`],
  [
    "/api/sessions",
    { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(NO_SESSION) },
  ],
  [
    "/api/users",
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...NO_SESSION, name: LONG }),
    },
  ],
];

const RAW = ["TRACE /FORGED", "OPTIONS *", "FORGED /", "GET http://FORGED/", "GET /\\FORGED"];

async function sendRaw(port: number, target: string): Promise<void> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.write(`${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  for await (const _ of socket);
}

test("a stranger writes no line of a log, no character that a terminal obeys, and none over 4 kB", async () => {
  for (const { port } of programs) {
    for (const [path, init] of REQUESTS)
      await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init }).then((response) =>
        response.text(),
      );
    for (const target of RAW) await sendRaw(port, target);
  }
  const done = `/api/concerts?done=${env().CRON_SECRET.slice(0, 4)}`;
  for (const { port, output } of programs) {
    const lines = () =>
      output()
        .split("\n")
        .filter((line) => line.startsWith("{"));
    const before = lines().length;
    await fetch(`http://127.0.0.1:${port}${done}`);
    await expect.poll(() => lines().length).toBeGreaterThan(before);
  }
  for (const { output } of programs) {
    expect(output()).not.toMatch(/FORGED/i);
    expect(output()).not.toMatch(UNPRINTABLE);
    const lines = output().split("\n");
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(4_000);
    const first = lines.findIndex((line) => line.startsWith("{"));
    for (const line of lines.slice(first).filter(Boolean)) expect(JSON.parse(line)).toHaveProperty("msg");
  }
  const codes = programs.flatMap(({ output }) => [...output().matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code));
  expect(codes).toEqual(expect.arrayContaining(["ACTION_NOT_FOUND", "FORM_MALFORMED"]));
});
