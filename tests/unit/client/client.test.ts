import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ApiError } from "@/client";
import { retryingFetch } from "@/client/retrying-fetch";

const run = promisify(execFile);
const node = (...args: string[]) => run(process.execPath, args);

test("client/contract.d.ts equals what npm run generate:client writes", async () => {
  const { stdout } = await node(
    "--import",
    "./tools/generate/typescript-api.mjs",
    "--import",
    "tsx",
    "tools/generate/client.ts",
    "--print",
  );
  expect(readFileSync("client/contract.d.ts", "utf8")).toBe(stdout);
});

/** A server that answers as told, one after the other, and what it was requests. */
function answering(...answers: (Response | Error)[]) {
  const requests: string[] = [];
  const send = async ({ method, url }: Request) => {
    requests.push(`${method} ${new URL(url).pathname}`);
    const next = answers.shift() ?? new Response("{}", { status: 200 });
    if (next instanceof Error) throw next;
    return next;
  };
  return { requests, send: retryingFetch(send) };
}

const later = (status: number) => new Response("{}", { status, headers: { "retry-after": "0" } });
const post = (headers: Record<string, string> = {}) =>
  new Request("http://jari.test/x", { method: "POST", headers, body: "{}" });

test("the client retries safe and keyed requests after Retry-After or a lost response", async () => {
  const { requests, send } = answering(later(503), later(429), later(409));
  expect((await send(post({ "idempotency-key": "k" }))).status).toBe(200);
  expect(requests).toHaveLength(4);
  const lost = answering(new TypeError("fetch failed"));
  expect((await lost.send(new Request("http://jari.test/x"))).status).toBe(200);
});

test("the client retries a request that was shed before it began, also without a key", async () => {
  const overloaded = { status: 503, headers: { "retry-after": "0" } };
  const { requests, send } = answering(new Response('{"code":"OVERLOADED"}', overloaded), later(503));
  expect((await send(post())).status).toBe(503); // the second says nothing of having been unbegun
  expect(requests).toHaveLength(2);
});

test("the client does not retry without a key, without Retry-After, or endlessly", async () => {
  const keyless = answering(later(503));
  expect((await keyless.send(post())).status).toBe(503);
  const refused = answering(new Response("{}", { status: 409 }));
  expect((await refused.send(post({ "idempotency-key": "k" }))).status).toBe(409);
  const away = answering(...Array.from({ length: 9 }, () => later(503)));
  expect((await away.send(post({ "idempotency-key": "k" }))).status).toBe(503);
  expect([keyless.requests.length, refused.requests.length, away.requests.length]).toEqual([1, 1, 5]);
  expect(
    new ApiError({ code: "NOT_FOUND", detail: "There is nothing here." } as ApiError["problem"]).message,
  ).toContain("NOT_FOUND");
});
