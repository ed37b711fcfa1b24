import { expect, test } from "vitest";
import { createKnownIds } from "@/lib/core/known-ids";

/** A table with these ids, and how often it was read. */
function scene(...ids: string[]) {
  let now = 0;
  const table = { ids, reads: 0, fails: false };
  const known = createKnownIds(
    async () => {
      table.reads++;
      if (table.fails) throw new Error("no answer");
      return table.ids;
    },
    () => now,
  );
  const advance = (ms: number) => {
    now += ms;
  };
  return { table, known, advance };
}

test("ids that were made up are refused with one read a second, however many are asked for", async () => {
  const { table, known, advance } = scene("1", "2", "5000");
  const madeUp = Array.from({ length: 500 }, (_, n) => String(7_000 + n));
  expect(await Promise.all([...madeUp, "3", "9223372036854775807"].map(known.mayExist))).not.toContain(true);
  expect(table.reads).toBe(1);
  advance(999);
  expect(await known.mayExist("3")).toBe(false);
  expect(table.reads).toBe(1);
  advance(1);
  table.ids.push("3");
  expect(await Promise.all(["3", "4", "3"].map(known.mayExist))).toEqual([false, false, false]); // while it is read again
  expect(table.reads).toBe(2);
  expect(await known.mayExist("3")).toBe(true);
});

test("known ids are never read for, and an unknown one is seen within a second", async () => {
  const { table, known, advance } = scene("1");
  expect(await known.mayExist("1")).toBe(true);
  advance(60_000);
  expect([known.has("1"), await known.mayExist("1"), table.reads]).toEqual([true, true, 1]);
  table.ids.push("2");
  expect(await known.mayExist("2")).toBe(true);
});

test("the next ids of the sequence may exist at once, since another process may just have created them", async () => {
  const { table, known } = scene("10");
  expect(await Promise.all(["11", "1010", "1011"].map(known.mayExist))).toEqual([true, true, false]);
  expect(table.reads).toBe(1);
});

test("while the table cannot be read every id may exist", async () => {
  const { table, known, advance } = scene("1");
  table.fails = true;
  expect(await known.mayExist("12345")).toBe(true);
  table.fails = false;
  advance(3_000);
  expect(await known.mayExist("12345")).toBe(false);
});
