import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { type Child, startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { makeAdmin, makeFan, type TestUser } from "../support/fixtures";
import { startOtlpReceiver } from "../support/otlp";

const NEXT = "node_modules/next/dist/bin/next";
const read = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, process.env.TEST_BASE_URL), { redirect: "manual", headers });

describe("every page", () => {
  test.each(["/", "/signin", "/nowhere", "/concerts/nowhere"])("sends its security headers: %s", async (path) => {
    const { headers } = await read(path);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  test("runs only scripts with its own response's nonce where it is rendered for its visitor", async () => {
    const [one, other] = [await read("/signin?js=off"), await read("/signin?js=off")];
    const nonceOf = ({ headers }: Response) =>
      /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/.exec(headers.get("content-security-policy") ?? "")?.[1];
    expect(nonceOf(one)).toBeTruthy();
    expect(nonceOf(one)).not.toBe(nonceOf(other));
    const scripts = [...(await one.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonceOf(one)}"`);
  });

  test.each(["/admin", "/signin", "/api/auth/csrf"])("has a policy also where it is prefetched: %s", async (path) => {
    const prefetches: Record<string, string>[] = [{ purpose: "prefetch" }, { rsc: "1", "next-router-prefetch": "1" }];
    for (const sent of [{}, ...prefetches])
      expect((await read(path, sent)).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("sends HSTS only over https", async () => {
    expect((await read("/signin")).headers.get("strict-transport-security")).toBeNull();
    const secure = await read("/signin", { "x-forwarded-proto": "https" });
    expect(secure.headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
  });
});

describe("the pages of admins", () => {
  const signedIn = async (user: TestUser) => ({ cookie: `next-auth.session-token=${(await issueToken(user)).token}` });

  test.each(["/admin", "/admin/audit", "/admin/outbox", "/admin/concerts/new", "/admin/concerts/1"])(
    "%s answers a fan with 403, redirects a visitor to sign in, and lets an admin in",
    async (path) => {
      expect((await read(path, await signedIn(await makeFan()))).status).toBe(403);
      const visitor = await read(path);
      expect([visitor.status, visitor.headers.get("location")]).toEqual([307, `/signin?next=${path}`]);
      expect([200, 404]).toContain((await read(path, await signedIn(await makeAdmin()))).status);
    },
  );
});

describe("with both engines gone", () => {
  let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
  let next: Child;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    receiver = await startOtlpReceiver();
    url = `http://127.0.0.1:${port}`;
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: "production",
      ...{ NEXT_DIST_DIR: process.env.TEST_BUILD ?? ".next-test", LOG_LEVEL: "silent" },
      ...{ DATABASE_URL: "postgresql://jari:secret@127.0.0.1:1/jari", REDIS_URL: "redis://127.0.0.1:1" },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: "100" },
    };
    next = startChild("Next", [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], { env, quiet: true });
    await waitForHttp(`${url}/robots.txt`, next);
  });
  afterAll(async () => {
    await next.stop();
    await receiver.stop();
  });

  test("the home page answers 500, and pages that need no engine answer 200", async () => {
    expect((await fetch(url)).status).toBe(500);
    expect((await fetch(`${url}/signin`)).status).toBe(200);
  });

  test("pages are traced when tracing is configured", async () => {
    const names = async () => {
      await fetch(`${url}/signin?js=off`);
      return receiver.spans.map(({ name }) => name);
    };
    await expect.poll(names).toContain("GET /signin");
  });
});
