import type { LookupOptions } from "node:dns";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";

type Found = { address: string; family: number };
type Then = (error: Error | null, found: Found[]) => void;

// What names lead to is the one thing a test cannot set up on a machine of somebody else's.
const names = vi.hoisted(() => ({ answers: [] as string[], asked: 0 }));
vi.mock("node:dns", async (original) => ({
  ...(await original<typeof import("node:dns")>()),
  lookup: (_: string, __: LookupOptions, then: Then) => {
    const address = names.answers[Math.min(names.asked++, names.answers.length - 1)] ?? "";
    then(null, [{ address, family: 4 }]);
  },
}));

let connections = 0;
const inside = createServer((socket) => {
  connections++;
  socket.destroy();
});
let port = 0;
let post: typeof import("@/lib/outbox/sinks/post").post;

beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  port = (inside.address() as { port: number }).port;
  vi.stubEnv("WEBHOOK_ALLOW_PRIVATE", "0"); // the tests' own receivers are inside; here nothing may be
  vi.resetModules();
  ({ post } = await import("@/lib/outbox/sinks/post"));
});
afterAll(() => {
  vi.unstubAllEnvs();
  inside.close();
});
beforeEach(() => {
  connections = 0;
  names.asked = 0;
});

test("a name that leads inside is not connected to", async () => {
  names.answers = ["127.0.0.1"];
  await expect(post(`https://inside.example:${port}/`, "{}", {}, 2_000)).rejects.toThrow("is a private address");
  expect(connections).toBe(0);
});

test("a name that leads outside when it is judged and inside right after is asked only once", async () => {
  names.answers = ["192.0.2.1", "127.0.0.1"]; // the first is nobody's: an address of documentation
  await expect(post(`https://rebinding.example:${port}/`, "{}", {}, 300)).rejects.toThrow();
  expect(names.asked).toBe(1);
  expect(connections).toBe(0);
});

test.each(["https://127.0.0.1", "https://[::1]", "https://localhost", "http://example.com"])(
  "%s is refused before anybody is asked",
  async (origin) => {
    await expect(post(`${origin}:${port}/`, "{}", {}, 2_000)).rejects.toThrow(/private|https/);
    expect([names.asked, connections]).toEqual([0, 0]);
  },
);
