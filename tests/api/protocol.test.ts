import { describe, expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { makeAdmin, makeFan } from "@/tests/support/fixtures";
import { api, expectError, send, sessionTokenOf } from "@/tests/support/http";

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  send(path, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];

const chunked = (bytes: number, seen: { sent: number }) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      if (seen.sent >= bytes) return controller.close();
      seen.sent += 8_192;
      controller.enqueue(new Uint8Array(8_192).fill(32));
    },
  });

describe("paths and methods", () => {
  test.each([
    "/api",
    "/api/",
    "/api/nothing",
    "/api/users/1",
    "/api/holds/%E0%A4%A",
    "/api/queue/serving/x",
    "/api/Users",
  ])("%s is nothing: 404", async (path) => expectError(await api("GET", path), "NOT_FOUND", 404));

  test("every path answers an unknown method with 405 and Allow", async () => {
    for (const path of new Set(endpoints.map(({ definition }) => definition.path))) {
      const url = path.replaceAll(/\{\w+\}/g, "1");
      const methods = endpoints.filter((one) => one.definition.path === path).map((one) => one.definition.method);
      const answer = await api("PUT", url, { body: {} });
      expectError(answer, "METHOD_NOT_ALLOWED", 405);
      for (const method of methods) expect(answer.headers.get("allow")).toContain(method);
    }
  });

  test("OPTIONS lists a path's methods, and HEAD is GET without its body", async () => {
    const options = await send("/api/queue", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "POST, GET, DELETE, HEAD, OPTIONS"]);
    const head = await send("/api/concerts", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toBe("application/json");
  });
});

describe("bodies", () => {
  test.each(["", "{", "[1,", "nothing", '{"email":"a\u0001"}', `${"[".repeat(20_000)}${"]".repeat(20_000)}`])(
    "what is not JSON as we read it is 400: %.20s",
    async (text) => expect(await codeOf(await post("/api/users", text))).toEqual([400, "BAD_JSON"]),
  );

  test.each([["[]"], ["null"], ["7"], ['"text"'], ['{"email":1e999}']])(
    "JSON of another shape is 422: %s",
    async (text) => expect(await codeOf(await post("/api/users", text))).toEqual([422, "INVALID_INPUT"]),
  );

  test("a body over 64 KiB is 413, even without Content-Length, and is not read to its end", async () => {
    expect(await codeOf(await post("/api/users", " ".repeat(65_537)))).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    const seen = { sent: 0 };
    const streamed = await send("/api/users", {
      method: "POST",
      body: chunked(64 * 1024 * 1024, seen),
      duplex: "half",
    } as RequestInit);
    expect(await codeOf(streamed)).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect(seen.sent).toBeLessThan(8 * 1024 * 1024);
  });

  test("a body of 64 KiB is accepted", async () => {
    const text = `{"email":"x"${" ".repeat(65_536 - 13)}}`;
    expect(await codeOf(await post("/api/users", text))).toEqual([422, "INVALID_INPUT"]);
  });

  test("a seating plan may have 4 MiB", async () => {
    const headers = { authorization: `Bearer ${await sessionTokenOf(await makeAdmin())}` };
    const four = await post("/api/admin/concerts", `${" ".repeat(4 * 1024 * 1024 - 2)}{}`, headers);
    expect(await codeOf(four)).toEqual([422, "INVALID_INPUT"]);
    const more = await post("/api/admin/concerts", " ".repeat(4 * 1024 * 1024 + 1), headers);
    expect(await codeOf(more)).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });
});

describe("problems", () => {
  test("are RFC 9457 documents in the reader's language", async () => {
    const korean = await api("GET", "/api/wallet", { headers: { "accept-language": "ko-KR,ko;q=0.9,en;q=0.8" } });
    expect(korean.body).toEqual({
      type: "urn:jari:problem:unauthenticated",
      title: "Sign in first",
      status: 401,
      detail: "로그인이 필요해요.",
      code: "UNAUTHENTICATED",
      requestId: korean.headers.get("x-request-id"),
    });
    expect(korean.headers.get("content-language")).toBe("ko");
    const english = await api("GET", "/api/wallet", { headers: { "accept-language": "fr, en;q=0.5, ko;q=0.4" } });
    expect(english.body.detail).toBe("Please sign in first.");
    expect((await api("GET", "/api/wallet")).body.detail).toBe("Please sign in first.");
  });

  test("name an invalid field in the reader's language", async () => {
    const as = await makeFan();
    const ask = { as, key: "k", body: { amount: 0 } };
    const english = await api("POST", "/api/wallet/charges", ask);
    const korean = await api("POST", "/api/wallet/charges", { ...ask, headers: { "accept-language": "ko" } });
    expect(english.body.errors).toEqual([{ path: "amount", message: expect.stringMatching(/^Too small/) }]);
    expect(korean.body.errors).toEqual([{ path: "amount", message: expect.stringMatching(/[가-힣]/) }]);
  });
});
