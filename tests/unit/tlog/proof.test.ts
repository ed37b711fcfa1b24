import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EMPTY_ROOT,
  GrowingTree,
  type Hash,
  leafHash,
  newTiles,
  proveConsistency,
  proveInclusion,
  rootOf,
  type Tile,
  tilePath,
  tileReader,
  utf8,
  verifyConsistency,
  verifyInclusion,
} from "@/lib/tlog";

const LARGEST = 70_000; // two full tiles deep: level 1 has a full tile, level 2 a partial one
const entry = (index: number) => utf8(`entry ${index}`);

/** A log of 70,000 entries as the files that it publishes, with its root at each of these sizes. */
function publish(sizes: number[]) {
  const files = new Map<string, Uint8Array>();
  const roots = new Map<number, Hash>([[0, EMPTY_ROOT]]);
  const tree = GrowingTree.empty();
  while (tree.size < LARGEST) {
    for (const { tile, bytes } of tree.append(entry(tree.size))) files.set(tilePath(tile), bytes);
    if (!sizes.includes(tree.size)) continue;
    for (const { tile, bytes } of tree.partialTiles()) files.set(tilePath(tile), bytes);
    roots.set(tree.size, tree.root());
  }
  const fetchTile = async (tile: Tile) => files.get(tilePath(tile)) ?? new Uint8Array();
  return { files, roots, read: (size: number) => tileReader(size, fetchTile) };
}

const SIZES = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 4_095, 65_535, 65_536, 65_537, LARGEST];
const log = publish(SIZES);
const rootAt = (size: number) => log.roots.get(size) ?? new Uint8Array();

test.each(SIZES)("the tiles of %i entries fold up to the root of the tree that wrote them", async (size) => {
  expect(await rootOf(size, log.read(size))).toEqual(rootAt(size));
});

test("the files of a growth are those that newTiles names", () => {
  const named = [0, ...SIZES].flatMap((oldSize, at) => {
    const size = SIZES[at];
    return size === undefined ? [] : newTiles(oldSize, size).map(tilePath);
  });
  const fullBetween = [...log.files.keys()].filter((path) => !path.includes(".p/"));
  expect(new Set([...named, ...fullBetween])).toEqual(new Set(log.files.keys()));
  expect(new Set(named)).toEqual(new Set(log.files.keys()));
});

test("a tree goes on from its stored edge as if it had never stopped", () => {
  const restored = GrowingTree.restore(65_537, (tile) => log.files.get(tilePath(tile)));
  while (restored.size < LARGEST) restored.append(entry(restored.size));
  expect(restored.root()).toEqual(rootAt(LARGEST));
  expect(() => GrowingTree.restore(65_537, () => undefined)).toThrow("the edge");
});

const sizeArbitrary = fc.constantFrom(...SIZES);
const flipBit = (hash: Hash, bit: number) => hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe("inclusion", () => {
  const claimArbitrary = sizeArbitrary.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

  test("every entry is proven in every tree", () =>
    fc.assert(
      fc.asyncProperty(claimArbitrary, async ({ index, size }) => {
        const proof = await proveInclusion(index, size, log.read(size));
        expect(verifyInclusion({ index, size, root: rootAt(size), leaf: leafHash(entry(index)), proof })).toBe(true);
      }),
      { numRuns: 300 },
    ));

  test("a changed bit, index, size, root or length of the proof is refused", () =>
    fc.assert(
      fc.asyncProperty(claimArbitrary, fc.nat(255), fc.nat(), async ({ index, size }, bit, at) => {
        const proof = await proveInclusion(index, size, log.read(size));
        const claim = { index, size, root: rootAt(size), leaf: leafHash(entry(index)), proof };
        const where = proof.length && at % proof.length;
        const forgeries = [
          { ...claim, leaf: flipBit(claim.leaf, bit) },
          { ...claim, root: flipBit(claim.root, bit) },
          { ...claim, proof: [...proof, claim.leaf] },
          { ...claim, index: size },
          { ...claim, index: -1 },
          { ...claim, index: index + 0.5 },
          ...(index + 1 < size ? [{ ...claim, index: index + 1 }] : []),
          ...(proof.length ? [{ ...claim, proof: proof.with(where, flipBit(proof[where] as Hash, bit)) }] : []),
          ...(proof.length ? [{ ...claim, proof: proof.toSpliced(where, 1) }] : []),
        ];
        expect(forgeries.filter(verifyInclusion)).toEqual([]);
      }),
      { numRuns: 300 },
    ));
});

describe("consistency", () => {
  const pairArbitrary = fc.tuple(sizeArbitrary, sizeArbitrary).map(([one, other]) => ({
    oldSize: Math.min(one, other),
    size: Math.max(one, other),
  }));

  test("every tree is proven to have grown from every smaller one", () =>
    fc.assert(
      fc.asyncProperty(pairArbitrary, async ({ oldSize, size }) => {
        const proof = await proveConsistency(oldSize, size, log.read(size));
        const claim = { oldSize, size, oldRoot: rootAt(oldSize), root: rootAt(size), proof };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, oldRoot: flipBit(claim.oldRoot, 9) })).toBe(false);
        expect(verifyConsistency({ ...claim, root: flipBit(claim.root, 9) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: [...proof, rootAt(1)] })).toBe(false);
        const changed = proof.map((hash, at) => ({ ...claim, proof: proof.with(at, flipBit(hash, 200)) }));
        expect(changed.filter(verifyConsistency)).toEqual([]);
      }),
      { numRuns: 200 },
    ));

  test("an empty log grew into anything, by the empty proof alone", async () => {
    const claim = { oldSize: 0, size: 8, oldRoot: EMPTY_ROOT, root: rootAt(8), proof: [] };
    expect(await proveConsistency(0, 8, log.read(8))).toEqual([]);
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, proof: [rootAt(8)] })).toBe(false);
    expect(verifyConsistency({ ...claim, oldRoot: rootAt(1) })).toBe(false);
  });

  test("a log that shrank is refused, and a range that is none throws for who proves it", async () => {
    expect(verifyConsistency({ oldSize: 8, size: 7, oldRoot: rootAt(8), root: rootAt(7), proof: [] })).toBe(false);
    await expect(proveConsistency(8, 7, log.read(7))).rejects.toThrow(RangeError);
    expect(() => proveInclusion(7, 7, log.read(7))).toThrow(RangeError);
  });
});

test("a tile of another length than its width is refused", async () => {
  const read = tileReader(7, async () => new Uint8Array(6 * 32));
  await expect(rootOf(7, read)).rejects.toThrow("tile/0/000.p/7 has 192 bytes");
});
