import { beforeEach, describe, expect, test } from "vitest";
import { copyOf, type PageCopy } from "@/server/page-cache/page-copy";
import type { PageKey } from "@/server/page-cache/page-key";
import { PageStore } from "@/server/page-cache/page-store";

const keyOf = (path: string): PageKey => ({ path, locale: "ko", variant: { kind: "html" } });
const HOME = keyOf("/");
const pageOf = (body: string, status = 200) => ({ status, headers: { "content-type": "text/html" }, body });

let now = 0;
let renders: { mustBeNew: boolean; finish(body: string | null): void; fail(): void }[] = [];

const storeOf = (maxBytes = 1_000_000) =>
  new PageStore({
    maxBytes,
    now: () => now,
    render: (key, { previous, mustBeNew }) =>
      new Promise((resolve, reject) => {
        const finish = (body: string | null) => resolve(body === null ? null : copyOf(key, pageOf(body), previous));
        renders.push({ mustBeNew, finish, fail: () => reject(new Error("Next is down")) });
      }),
  });

const bodyOf = (copy: PageCopy | null) => copy && Buffer.from(copy.encodings.identity.body, "latin1").toString();

/** Finds a page and finishes what was begun for it, as `body`. */
async function rendered(store: PageStore, body: string, key = HOME): Promise<void> {
  const found = store.find(key);
  renders.at(-1)?.finish(body);
  await found;
}

beforeEach(() => {
  now = 0;
  renders = [];
});

describe("a page", () => {
  test("is rendered once for all who ask while it is, and for all who ask within the second", async () => {
    const store = storeOf();
    const waiting = Array.from({ length: 100 }, () => store.find(HOME));
    now = 5_000; // a slow rendering is not begun twice
    waiting.push(store.find(HOME));
    renders[0]?.finish("first");
    for (const found of waiting) expect(bodyOf(await found)).toBe("first");
    expect(renders).toHaveLength(1);
    now = 0;
    expect(bodyOf(await store.find(HOME))).toBe("first");
    now = 999;
    expect(bodyOf(await store.find(HOME))).toBe("first");
    expect(renders).toHaveLength(1);
  });

  test("older than a second is sent while the next is rendered, and no longer after", async () => {
    const store = storeOf();
    await rendered(store, "first");
    now = 1_000;
    for (let visitor = 0; visitor < 10; visitor++) expect(bodyOf(await store.find(HOME))).toBe("first");
    expect(renders.map(({ mustBeNew }) => mustBeNew)).toEqual([true, false]);
    renders[1]?.finish("second");
    await expect.poll(async () => bodyOf(await store.find(HOME))).toBe("second");
  });

  test("older than six seconds is waited for", async () => {
    const store = storeOf();
    await rendered(store, "first");
    now = 6_000;
    const found = store.find(HOME);
    renders[1]?.finish("second");
    expect(bodyOf(await found)).toBe("second");
  });

  test("is rendered anew at once after a drop, also where a rendering had begun before", async () => {
    const store = storeOf();
    await rendered(store, "first");
    store.drop();
    const before = store.find(HOME);
    store.drop();
    const after = store.find(HOME);
    expect(renders.map(({ mustBeNew }) => mustBeNew)).toEqual([true, true, true]);
    renders[2]?.finish("with the second save");
    renders[1]?.finish("with the first save");
    expect([bodyOf(await before), bodyOf(await after)]).toEqual(["with the first save", "with the second save"]);
    expect(bodyOf(await store.find(HOME))).toBe("with the second save");
  });
});

describe("while Next renders nothing", () => {
  test("the last copy is sent for ten minutes, and Next is asked once a second", async () => {
    const store = storeOf();
    await rendered(store, "first");
    for (now of [10_000, 10_999, 11_001]) {
      const found = store.find(HOME);
      renders.at(-1)?.fail();
      expect(bodyOf(await found)).toBe("first");
    }
    expect(renders).toHaveLength(3);
    now = 10 * 60_000;
    const found = store.find(HOME);
    renders.at(-1)?.fail();
    expect(await found).toBeNull();
  });

  test("the last copy is sent even after a drop", async () => {
    const store = storeOf();
    await rendered(store, "first");
    store.drop();
    const found = store.find(HOME);
    renders[1]?.fail();
    expect(bodyOf(await found)).toBe("first");
  });

  test("a page without a copy is none", async () => {
    const store = storeOf();
    const found = store.find(HOME);
    renders[0]?.fail();
    expect(await found).toBeNull();
    expect(await store.find(HOME)).toBeNull();
    expect(renders).toHaveLength(1);
  });
});

test("a page that may no longer be shared is not sent from memory", async () => {
  const store = storeOf();
  await rendered(store, "first");
  now = 10_000;
  const found = store.find(HOME);
  renders[1]?.finish(null);
  expect(await found).toBeNull();
  expect(await store.find(HOME)).toBeNull();
});

test("copies of any number of pages stay within the limit", async () => {
  const store = storeOf(200_000);
  for (let concert = 0; concert < 50; concert++)
    await rendered(store, `${concert} `.repeat(5_000), keyOf(`/concerts/${concert}`));
  expect(store.bytes).toBeLessThanOrEqual(200_000);
  expect(store.bytes).toBeGreaterThan(0);
});
