import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { makeConcert, makeFan } from "../../support/fixtures";
import { sessionTokenOf } from "../../support/http";
import { startOtlpReceiver } from "../../support/otlp";
import { joinActive } from "../../support/scenarios";
import { startTestServer, type TestServer } from "../../support/test-server";

let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let server: TestServer;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  server = await startTestServer({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: "jari-test" });
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
});

test("a hold is one trace of its request, its rate limits with the access check, and its statement, without any secret", async () => {
  const [concert, fan] = await Promise.all([makeConcert(), makeFan()]);
  const [token, session] = [await joinActive(fan, concert), await sessionTokenOf(fan)];
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/holds?token=${token}`, {
    method: "POST",
    headers: {
      ...{ authorization: `Bearer ${session}`, "queue-token": token, "content-type": "application/json" },
      traceparent: "00-11111111111111111111111111111111-2222222222222222-00", // ignored: a client does not choose the trace
    },
    body: JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [1] }),
  });
  expect(answer.status).toBe(201);
  await server.stop(); // exports the rest

  const request = receiver.spans.find(({ name }) => name === "POST /api/holds");
  expect(request?.parentSpanId || "").toBe("");
  const { traceId, spanId } = request ?? expect.fail("no span of the request");
  expect(traceId).not.toBe("1".repeat(32));
  const children = receiver.spans.filter((span) => span.traceId === traceId && span.parentSpanId === spanId);
  const names = children.map(({ name }) => name);
  expect(names).toContain("hold_seats");
  expect(names.filter((name) => name === "EVALSHA").length).toBeGreaterThan(1); // written together: `evalsha.test.ts`
  const attributes = JSON.stringify(request?.attributes);
  for (const value of ["/api/holds", answer.headers.get("x-request-id") ?? "no id", "201"])
    expect(attributes).toContain(value);
  expect(JSON.stringify(receiver.resources)).toContain("jari-test");
  const allSpans = JSON.stringify(receiver.spans);
  for (const secret of [token, session, env().CRON_SECRET, fan.email]) expect(allSpans).not.toContain(secret);
});

test("OpenTelemetry's SDK is not loaded without OTEL_EXPORTER_OTLP_ENDPOINT", async () => {
  const script = `
    import { createRequire } from "node:module";
    import { startTracingIfConfigured } from "./lib/observability/tracing.ts";
    import "./lib/api/framework/dispatch.ts";
    await startTracingIfConfigured();
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    process.stdout.write(String(loaded.filter((file) => /@opentelemetry.(sdk|exporter|otlp)/.test(file)).length), () => process.exit());`;
  const loadedWith = async (OTEL_EXPORTER_OTLP_ENDPOINT: string) => {
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    const settings = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT };
    return Number((await promisify(execFile)(process.execPath, args, { env: settings })).stdout);
  };
  expect(await loadedWith("")).toBe(0);
  expect(await loadedWith(receiver.url)).toBeGreaterThan(0);
});
