import IORedis from "ioredis";
import { expect, test, vi } from "vitest";
import { evalshaOverTcp } from "@/lib/core/evalsha";
import { withRedisClient } from "../../support/redis-wire";

const ECHO = "return { KEYS, ARGV }";

/** A connection, and the hash of a script that its server has loaded. */
const onWireWith = <T>(source: string, work: (client: IORedis, hash: string) => Promise<T>) =>
  withRedisClient(async (client) => {
    if (!(client instanceof IORedis)) throw new Error("one server is needed");
    return work(client, String(await client.script("LOAD", source)));
  });

test("calls of one event-loop turn are written in batches of 12", () =>
  onWireWith("return ARGV[1]", async (client, hash) => {
    const call = evalshaOverTcp(client);
    const writes = vi.fn();
    const { _writev: writev } = client.stream;
    client.stream._write = writes; // would be an unbatched write, which must not happen
    client.stream._writev = (chunks, done) => {
      writes();
      writev?.call(client.stream, chunks, done);
    };
    const calls = Array.from({ length: 30 }, async (_, n) => {
      await null; // each in its own microtask
      return call(hash, [], [n]);
    });
    expect(await Promise.all(calls)).toEqual(calls.map((_, n) => String(n)));
    expect(writes).toHaveBeenCalledTimes(3); // 12, 12 and 6
  }));

test("keys and arguments arrive unchanged, whatever they contain", () =>
  onWireWith(ECHO, async (client, hash) => {
    const call = evalshaOverTcp(client);
    const keys = ["jari:{1}:line", "jari:{1}:자리 🎫"];
    const args = ["", "대기\r\n$5", -7, 0.25, 1_790_000_000_000];
    for (const more of [[], ["jari:{1}:more"], []]) {
      expect(await call(hash, keys, args, more)).toEqual([[...keys, ...more], args.map(String)]);
    }
  }));

test("an error reply rejects its own call and no other", () =>
  onWireWith("return 'here'", async (client, hash) => {
    const call = evalshaOverTcp(client);
    const unknown = "0".repeat(40);
    const [before, failed, after] = await Promise.allSettled([hash, unknown, hash].map((one) => call(one, [], [])));
    expect([before, after]).toEqual(Array(2).fill({ status: "fulfilled", value: "here" }));
    expect(failed).toMatchObject({ status: "rejected", reason: { name: "ReplyError" } });
    expect(String(failed?.status === "rejected" && failed.reason)).toContain("NOSCRIPT");
  }));

test("a call before the connection is ready waits for it", () =>
  onWireWith("return 1", async (connected, hash) => {
    const client = new IORedis({ ...connected.options, lazyConnect: true });
    expect(await evalshaOverTcp(client)(hash, [], [])).toBe(1);
    client.disconnect();
  }));
