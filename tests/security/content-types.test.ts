import { describe, expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { env } from "@/lib/core/env";
import { makeAdmin } from "@/tests/support/fixtures";
import { bodyOf, send, sessionTokenOf } from "@/tests/support/http";

const withBody = endpoints.map(({ definition }) => definition).filter(({ body }) => body);

async function codeOf(method: string, path: string, type: string | null, body: string): Promise<unknown> {
  const url = path.replaceAll(/\{\w+\}/g, "1");
  const headers = new Headers({ authorization: `Bearer ${await sessionTokenOf(await admin)}` });
  if (type !== null) headers.set("content-type", type);
  headers.set("idempotency-key", crypto.randomUUID());
  const response = await send(url, { method, headers, body: new TextEncoder().encode(body) });
  const { code } = (await bodyOf(response)) as { code?: string };
  return `${response.status} ${code}`;
}

const admin = makeAdmin();
const REFUSED = "415 UNSUPPORTED_MEDIA_TYPE";

describe.each(withBody)("$method $path", ({ method, path }) => {
  test.each([
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "json",
  ])("refuses %s, which a form of another site could send, or which is no JSON", async (type) => {
    expect(await codeOf(method, path, type, "{}")).toBe(REFUSED);
  });

  test.each(["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json", "text/json", null])(
    "reads %s",
    async (type) => {
      expect(await codeOf(method, path, type, "{")).toBe("400 BAD_JSON");
    },
  );
});

test("an endpoint that reads no body asks for no type", async () => {
  const headers = { authorization: `Bearer ${env().CRON_SECRET}`, "content-type": "text/plain" };
  expect((await send("/api/cron/sweep", { headers })).status).toBe(200);
});
