import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEntries, encodeEntries, GrowingTree, parseTilePath, tilePath, tileWidth, utf8 } from "@/lib/tlog";

test.each([
  [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
  [{ level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
  [{ level: 1, index: 999, width: 17 }, "tile/1/999.p/17"],
  [{ level: 63, index: 1_000, width: 255 }, "tile/63/x001/000.p/255"],
  [{ level: "entries" as const, index: 273, width: 112 }, "tile/entries/273.p/112"],
])("%j is at %s", (tile, path) => {
  expect(tilePath(tile)).toBe(path);
  expect(parseTilePath(path.slice("tile/".length))).toEqual(tile);
});

test.each([
  ...[
    "",
    "0",
    "0/",
    "0/0",
    "0/00",
    "0/0000",
    "00/000",
    "64/000",
    "-1/000",
    "data/000",
    "0/x000/001",
    "0/001/002",
    "0/x001",
  ],
  ...["0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/1000", "0/000.p", "0/000/", "/0/000", "0/000?x", "0/000\n"],
  "0/x999/x999/x999/x999/x999/999",
])("%j is no tile", (path) => {
  expect(parseTilePath(path)).toBeNull();
});

test("a path is read back as the tile it was made for", () =>
  fc.assert(
    fc.property(fc.nat(63), fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
      expect(parseTilePath(tilePath({ level, index, width }).slice("tile/".length))).toEqual({ level, index, width });
    }),
  ));

test("a tree of 70,000 has the tiles of the specification's example", () => {
  expect([0, 272, 273, 274].map((index) => tileWidth(0, index, 70_000))).toEqual([256, 256, 112, 0]);
  expect([0, 1, 2].map((index) => tileWidth(1, index, 70_000))).toEqual([256, 17, 0]);
  expect([0, 1].map((index) => tileWidth(2, index, 70_000))).toEqual([1, 0]);
  expect(GrowingTree.edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
});

test("entries come back from their bundle, and a bundle that is cut off or too long is refused", () =>
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (entries) => {
      const bundle = encodeEntries(entries);
      expect(decodeEntries(bundle, entries.length)?.map((entry) => [...entry])).toEqual(
        entries.map((entry) => [...entry]),
      );
      expect(decodeEntries(bundle.subarray(0, -1), entries.length)).toBeNull();
      expect(decodeEntries(Uint8Array.of(...bundle, 0), entries.length)).toBeNull();
      expect(decodeEntries(bundle, entries.length + 1)).toBeNull();
    }),
  ));

test("an entry has at most 65,535 bytes", () => {
  expect(decodeEntries(encodeEntries([new Uint8Array(65_535)]), 1)?.[0]?.length).toBe(65_535);
  expect(() => encodeEntries([utf8("x".repeat(65_536))])).toThrow(RangeError);
});
