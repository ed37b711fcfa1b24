import { createServer, isIP, type LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpPost } from "@/lib/outbox/http-post";
import { isPrivateAddress, publicLookup, rejectPrivate, validateUrl } from "@/lib/outbox/ssrf";

const UNASSIGNED = "2000::1"; // a public range of which nothing is assigned

let connections = 0;
let port = 0;
const privateServer = createServer((socket) => {
  connections++;
  socket.destroy();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => privateServer.listen(0, "127.0.0.1", resolve));
  port = (privateServer.address() as { port: number }).port;
});
afterAll(() => void privateServer.close());

/** Posts without WEBHOOK_ALLOW_PRIVATE; the lookup answers with these addresses, one at a time. */
async function postWithLookup(origin: string, ...addresses: string[]) {
  let lookups = 0;
  const lookup: LookupFunction = (_, __, callback) => {
    const address = addresses[Math.min(lookups++, addresses.length - 1)] ?? "";
    callback(null, [{ address, family: isIP(address) }]);
  };
  const policy = { allowPrivate: false as const, lookup: rejectPrivate(lookup) };
  const error = await httpPost(`${origin}:${port}/`, "{}", {}, 300, policy).then(
    () => null,
    ({ message }: Error) => message,
  );
  return { error, lookups, connections };
}

describe("httpPost()", () => {
  test("does not connect to a name that resolves to a private address", async () => {
    const { error, ...counts } = await postWithLookup("https://inside.example", "127.0.0.1");
    expect(error).toContain("inside.example is a private address");
    expect(counts).toEqual({ lookups: 1, connections: 0 });
  });

  test("looks a name up once, so that DNS rebinding to a private address gains nothing", async () => {
    const { error, ...counts } = await postWithLookup("https://rebinding.example", UNASSIGNED, "127.0.0.1");
    expect(error).not.toBeNull();
    expect(error).not.toContain("private");
    expect(counts).toEqual({ lookups: 1, connections: 0 });
  });

  test.each(["https://127.0.0.1", "https://[::1]", "https://localhost", "http://example.com"])(
    "refuses %s before any lookup",
    async (origin) => {
      const { error, ...counts } = await postWithLookup(origin, "127.0.0.1");
      expect(error).toMatch(/private|https/);
      expect(counts).toEqual({ lookups: 0, connections: 0 });
    },
  );
});

describe("isPrivateAddress()", () => {
  test.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
    ...["::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "2002:7f00:1::", "64:ff9b::7f00:1"],
    ...["::127.0.0.1", "4000::1", "2001::1", "198.18.0.1", "192.0.0.1", "fe80::1%eth0", "not an address"],
  ])("%s is private", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111"])("%s is public", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe("validateUrl()", () => {
  test.each([
    ["https://127.0.0.1/x", "private"],
    ["https://[::1]/x", "private"],
    ["https://2130706433/x", "private"],
    ["https://0x7f.1/x", "private"],
    ["https://localhost/x", "private"],
    ["https://x.localhost./x", "private"],
    ["http://example.com/x", "scheme"],
    ["ftp://example.com/x", "scheme"],
    ["https://me:secret@example.com/x", "scheme"],
    ["https://example.com/x", null],
  ])("of %s is %s", (url, problem) => {
    expect(validateUrl(new URL(url), false)).toBe(problem);
  });
});

test("publicLookup() refuses a name that resolves to a private address, for one address and for all", async () => {
  const lookupError = (all: boolean) =>
    new Promise<string>((resolve) => {
      publicLookup("localhost", { all }, (error) => resolve(error?.message ?? "found"));
    });
  expect(await lookupError(true)).toContain("localhost is a private address");
  expect(await lookupError(false)).toContain("localhost is a private address");
});
