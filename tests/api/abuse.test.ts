import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Definition } from "@/lib/api/framework/definition";
import { endpoints } from "@/lib/api/routes";
import { db } from "@/lib/core/db";
import { makeAdmin, makeConcert, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { send, sessionTokenOf } from "@/tests/support/http";
import { joinActive, newKey } from "@/tests/support/scenarios";

/** What nobody means and somebody sends, as JSON text. */
const NASTY = [
  "null",
  "true",
  "-0",
  "1e308",
  "1e999",
  "-9007199254740993",
  "0.1",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"9223372036854775807"',
  '"9223372036854775808"',
  '"00000000000000000001"',
  '"1 OR 1=1"',
  `"${"9".repeat(1_000)}"`,
  `"${"가".repeat(10_000)}"`,
  '"2026-13-45T99:99:99Z"',
  '"+275760-09-13T00:00:00.001Z"',
  "[]",
  "{}",
  '[null, {}, [], "1"]',
  '{"__proto__": {"role": "ADMIN"}, "constructor": 1, "length": -1}',
  `${"[".repeat(30)}${"]".repeat(30)}`,
  `[${"1,".repeat(5_000)}1]`,
];

const IN_URLS = [
  "%00",
  "%",
  "%ff",
  "-1",
  "0",
  "1e3",
  "9".repeat(400),
  "..%2f..%2fetc",
  "%F0%9F%8E%AB",
  "1&concertId=2",
  "null",
];

let admin: TestUser;
let concert: TestConcert;
let token: string;
// Some of what is sent here is right, receivers of webhooks among it: nobody shall wait for them afterwards.
afterAll(() => db().webhookEndpoint.updateMany({ data: { disabledAt: new Date() } }));

beforeAll(async () => {
  admin = await makeAdmin();
  concert = await makeConcert();
  token = await joinActive(admin, concert);
});

async function statusOf({ method, path }: Definition, url: string, body?: string): Promise<[number, string]> {
  const headers = {
    authorization: `Bearer ${await sessionTokenOf(admin)}`,
    "queue-token": token,
    "idempotency-key": newKey(),
    "content-type": "application/json",
  };
  const response = await send(url, { method, headers, body: method === "GET" ? undefined : body });
  return [response.status, `${method} ${path} ${url} ${body?.slice(0, 80)}: ${await response.text()}`];
}

const definitions = endpoints.map(({ definition }) => definition);
const withBody = definitions.filter(({ body }) => body);

describe("no input of a client causes a 500", () => {
  test.each(withBody.map((definition) => [`${definition.method} ${definition.path}`, definition] as const))(
    "in the body of %s",
    async (_, definition) => {
      const url = definition.path.replaceAll(/\{\w+\}/g, concert.id);
      const example = definition.example as Record<string, unknown>;
      for (const nasty of NASTY) {
        const bodies = Object.keys(example).map((field) => {
          const rest = Object.entries(example).filter(([key]) => key !== field);
          return `{${rest.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`).join("")}${JSON.stringify(field)}:${nasty}}`;
        });
        for (const body of [nasty, ...bodies]) {
          const [status, message] = await statusOf(definition, url, body);
          expect(status, message).toBeLessThan(500);
        }
      }
    },
  );

  test("in a path or a query", async () => {
    for (const definition of definitions.filter(({ auth }) => auth !== "cron"))
      for (const nasty of IN_URLS) {
        const fields = ["concertId", "scheduleId", "before", "limit"].map((name) => `${name}=${nasty}`).join("&");
        const url = `${definition.path.replaceAll(/\{\w+\}/g, nasty)}?${fields}`;
        const [status, message] = await statusOf(definition, url, JSON.stringify(definition.example ?? {}));
        if (definition.path !== "/api/health") expect(status, message).toBeLessThan(500);
      }
  });

  test("in a header", async () => {
    const [path, wrong] = [`/api/queue?concertId=${concert.id}`, "é".repeat(3_000)];
    const session = `Bearer ${await sessionTokenOf(admin)}`;
    const nasty: Record<string, string>[] = [
      { authorization: `Bearer ${wrong}` },
      { authorization: session, "queue-token": wrong },
      { authorization: session, "queue-token": "." },
      { authorization: session, "queue-token": "bnVsbA.x" },
      { authorization: session, cookie: `jari-queue-${concert.id}=%E0%A4%A; =; ${wrong}` },
      { authorization: session, "accept-language": `ko;q=x,${",".repeat(3_000)}` },
      { authorization: session, "x-forwarded-for": wrong, origin: "http://[", "sec-fetch-site": wrong },
    ];
    for (const headers of nasty) {
      const response = await send(path, { headers });
      expect(response.status).toBeLessThan(500);
    }
  });
});
