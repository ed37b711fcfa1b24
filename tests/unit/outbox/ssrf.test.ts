import { createServer, type LookupFunction } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { httpPost } from "@/lib/outbox/http-post";
import { rejectPrivate } from "@/lib/outbox/ssrf";

let connections = 0;
let port = 0;
const inside = createServer((socket) => {
  connections++;
  socket.destroy();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  port = (inside.address() as { port: number }).port;
});
afterAll(() => void inside.close());

/** A post by the rules of the open internet, where a name leads to these addresses, one after the other. */
async function posted(origin: string, ...answers: string[]) {
  let asked = 0;
  const names: LookupFunction = (_, __, then) => {
    const address = answers[Math.min(asked++, answers.length - 1)] ?? "";
    then(null, [{ address, family: 4 }]);
  };
  const allowed = { anywhere: false as const, lookup: rejectPrivate(names) };
  const error = await httpPost(`${origin}:${port}/`, "{}", {}, 300, allowed).then(
    () => null,
    ({ message }: Error) => message,
  );
  return { error, asked, connections };
}

test("a name that leads inside is not connected to", async () => {
  const { error, ...came } = await posted("https://inside.example", "127.0.0.1");
  expect(error).toContain("inside.example is a private address");
  expect(came).toEqual({ asked: 1, connections: 0 });
});

test("a name that leads outside when it is judged and inside right after is asked only once", async () => {
  const { error, ...came } = await posted("https://rebinding.example", "192.0.2.1", "127.0.0.1"); // 192.0.2.1: nobody's
  expect(error).not.toBeNull();
  expect(came).toEqual({ asked: 1, connections: 0 });
});

test.each(["https://127.0.0.1", "https://[::1]", "https://localhost", "http://example.com"])(
  "%s is refused before anybody is asked",
  async (origin) => {
    const { error, ...came } = await posted(origin, "127.0.0.1");
    expect(error).toMatch(/private|https/);
    expect(came).toEqual({ asked: 0, connections: 0 });
  },
);
