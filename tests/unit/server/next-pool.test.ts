import { expect, test, vi } from "vitest";
import { FairShare } from "@/server/fair-share";
import { NextPool, type PagePriority, type PoolRequest } from "@/server/next-pool";

test("FairShare: no key has more than is free, and a new key finds room", () => {
  const share = new FairShare(16);
  const takenBy = (key: string) => {
    let taken = 0;
    while (share.tryTake(key)) taken++;
    return taken;
  };
  expect(["a", "b", "c", "d"].map(takenBy)).toEqual([8, 4, 2, 1]);
  share.give("a", 8);
  expect(share.tryTake("e", 10)).toBe(false);
  expect(share.tryTake("e", 9)).toBe(true);
  expect(share.tryTake("f")).toBe(false);
});

function requests(pool: NextPool) {
  const started: string[] = [];
  const rejected: string[] = [];
  const all = new Map<string, PoolRequest>();
  const enter = (name: string, client: string, priority: PagePriority = "page") => {
    const request = {
      priority,
      client,
      start: () => void started.push(name),
      reject: () => void rejected.push(name),
    };
    all.set(name, request);
    pool.enter(request);
  };
  const leave = (name: string) => {
    const request = all.get(name);
    if (request) pool.leave(request);
  };
  return { started, rejected, enter, leave };
}

const CLIENTS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"];

test("NextPool: clients take turns, whatever each has waiting", () => {
  const { started, enter, leave } = requests(new NextPool());
  for (const client of CLIENTS) enter(`first of ${client}`, client);
  expect(started).toHaveLength(16);
  for (const n of [1, 2, 3]) enter(`greedy ${n}`, "greedy");
  enter("modest", "modest");
  for (const client of ["a", "b", "c", "d"]) leave(`first of ${client}`);
  expect(started.slice(16)).toEqual(["greedy 1", "modest", "greedy 2"]);
  leave("greedy 1");
  expect(started.at(-1)).toBe("greedy 3");
});

test("NextPool: actions are admitted before pages, and leave pages some places", () => {
  const { started, enter, leave } = requests(new NextPool());
  for (const client of CLIENTS) enter(`page of ${client}`, client);
  for (const client of CLIENTS) enter(`action of ${client}`, client, "action");
  expect(started).toHaveLength(24);
  enter("another page", "q");
  leave("page of a");
  expect(started.at(-1)).toBe("action of i");
  for (const client of CLIENTS.slice(1)) leave(`page of ${client}`);
  expect(started.filter((name) => name.startsWith("action"))).toHaveLength(16);
  expect(started.at(-1)).toBe("another page");
});

test("NextPool: whoever waits five seconds is rejected, and who leaves is neither started nor rejected", () => {
  vi.useFakeTimers();
  const { started, rejected, enter, leave } = requests(new NextPool());
  for (const client of CLIENTS) enter(`first of ${client}`, client);
  enter("patient", "q");
  enter("gone", "r");
  leave("gone");
  vi.advanceTimersByTime(4_999);
  expect(rejected).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(rejected).toEqual(["patient"]);
  leave("first of a");
  expect(started).toHaveLength(16);
  vi.useRealTimers();
});
