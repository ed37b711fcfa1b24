// Tiles (c2sp.org/tlog-tiles): the tree as static files of up to 256 hashes, eight levels of the tree in one file.
//
// Tile `index` of level L holds the nodes of tree level 8·L from `index · 256`. The nodes between are not stored; whoever reads a
// tile hashes them again. A full tile never changes. The last one of a level is partial and has its width in its name, so that
// it never changes either: every address names one sequence of bytes for ever.
import { concatBytes, parseDecimal } from "./bytes";
import { HASH_BYTES, type Hash, nodeHash } from "./hash";
import type { NodeReader, TreeNode } from "./tree";

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const MAX_LEVEL = 63;
const MAX_ENTRY_BYTES = 65_535;

/** `width` 256 is a full tile. Level "entries" is a bundle of entries, with the indexes and widths of level 0. */
export type Tile = { level: number | "entries"; index: number; width: number };

/** `tile/0/x001/234/067`, with `.p/<width>` for a partial tile. */
export function tilePath({ level, index, width }: Tile): string {
  const groups: string[] = [];
  for (let rest = index; ; rest = Math.floor(rest / 1_000)) {
    groups.unshift(`${groups.length ? "x" : ""}${String(rest % 1_000).padStart(3, "0")}`);
    if (rest < 1_000) break;
  }
  return `tile/${level}/${groups.join("/")}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/** The tile of a path without its `tile/`, or null for any spelling but the one of `tilePath`. */
export function parseTilePath(path: string): Tile | null {
  const match = /^(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return null;
  const [, levelText = "", indexText = "", widthText = String(TILE_WIDTH)] = match;
  const level = levelText === "entries" ? "entries" : parseDecimal(levelText);
  const index = Number(indexText.replace(/[x/]/g, ""));
  const width = parseDecimal(widthText);
  if (level === null || width === null || width < 1 || width > TILE_WIDTH || !Number.isSafeInteger(index)) return null;
  if (level !== "entries" && level > MAX_LEVEL) return null;
  const tile: Tile = { level, index, width };
  return tilePath(tile) === `tile/${path}` ? tile : null;
}

/** How many hashes tile `index` of a level has in a tree of `size` entries; 0 if there is no such tile. */
export function tileWidth(level: number, index: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

/** The tiles of the tree of `size` entries that the tree of `oldSize` does not have, full and partial, each level from the left. */
export function newTiles(oldSize: number, size: number): (Tile & { level: number })[] {
  const tiles: (Tile & { level: number })[] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const oldNodes = Math.floor(oldSize / TILE_WIDTH ** level);
    for (let index = Math.floor(oldNodes / TILE_WIDTH); tileWidth(level, index, size) > 0; index++) {
      const width = tileWidth(level, index, size);
      if (width > tileWidth(level, index, oldSize)) tiles.push({ level, index, width });
    }
  }
  return tiles;
}

/** The hashes of a tile's file, or null if it is not of that width. */
export function decodeTile(bytes: Uint8Array, width: number): Hash[] | null {
  if (bytes.length !== width * HASH_BYTES) return null;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** The hash of a complete subtree, from its nodes at some lower level: a power of two of them. */
export function hashUp(hashes: Hash[]): Hash {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at] as Hash, row[2 * at + 1] as Hash));
  return row[0] as Hash;
}

/** Where the hashes are that make up a node: `count` hashes of a tile, from `offset`. */
function locate({ level, index }: TreeNode) {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const first = index * count;
  return { tileLevel, tileIndex: Math.floor(first / TILE_WIDTH), offset: first % TILE_WIDTH, count };
}

/**
 * Reads nodes of the tree of `size` entries from its tiles. `fetchTile` answers a tile's bytes; each tile is fetched once a call.
 * Nothing is verified here: compare the root with a signed checkpoint (`rootOf`), which the tiles' hashes must fold up to.
 * @throws Error for a tile of another length than its width says
 */
export function tileReader(size: number, fetchTile: (tile: Tile) => Promise<Uint8Array>): NodeReader {
  return async (nodes) => {
    const places = nodes.map(locate);
    const tiles = new Map<string, Promise<Hash[]>>();
    for (const { tileLevel: level, tileIndex: index } of places) {
      const tile: Tile = { level, index, width: tileWidth(level, index, size) };
      const path = tilePath(tile);
      if (!tiles.has(path))
        tiles.set(
          path,
          fetchTile(tile).then((bytes) => checkedTile(bytes, tile)),
        );
    }
    const read = new Map(await Promise.all([...tiles].map(async ([path, hashes]) => [path, await hashes] as const)));
    return places.map(({ tileLevel: level, tileIndex: index, offset, count }) => {
      const hashes = read.get(tilePath({ level, index, width: tileWidth(level, index, size) })) ?? [];
      return hashUp(hashes.slice(offset, offset + count));
    });
  };
}

function checkedTile(bytes: Uint8Array, tile: Tile): Hash[] {
  const hashes = decodeTile(bytes, tile.width);
  if (!hashes) throw new Error(`${tilePath(tile)} has ${bytes.length} bytes`);
  return hashes;
}

/** Entries as a bundle: each after its length, two bytes, the higher first. @throws RangeError for an entry above 65,535 bytes */
export function encodeEntries(entries: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle, or null if it is cut off or has not `width` of them. */
export function decodeEntries(bundle: Uint8Array, width: number): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset + 2 <= bundle.length) {
    const start = offset + 2;
    offset = start + (bundle[offset] as number) * 256 + (bundle[offset + 1] as number);
    entries.push(bundle.subarray(start, offset));
  }
  return offset === bundle.length && entries.length === width ? entries : null;
}
