// The right edge of a growing tree: all that has to be kept to append to a log of any length.
// It is the partial tile of each level, at most 255 hashes of each, and appending a million entries hashes two million times.
import { concatBytes } from "./bytes";
import { EMPTY_ROOT, type Hash, leafHash } from "./hash";
import { decodeTile, hashUp, TILE_WIDTH, type Tile, tileWidth } from "./tiles";
import { foldSubtrees } from "./tree";

type HashTile = Tile & { level: number };

export class GrowingTree {
  private constructor(
    private entryCount: number,
    private readonly edge: Hash[][],
  ) {}

  static empty(): GrowingTree {
    return new GrowingTree(0, []);
  }

  /** The partial tiles that `restore` needs of a tree of `size` entries. */
  static edgeTiles(size: number): HashTile[] {
    const tiles: HashTile[] = [];
    for (let level = 0; TILE_WIDTH ** level <= size; level++) {
      const index = Math.floor(size / TILE_WIDTH ** (level + 1));
      const width = tileWidth(level, index, size);
      if (width > 0) tiles.push({ level, index, width });
    }
    return tiles;
  }

  /** Goes on with a stored tree. @throws Error if a tile of its edge is missing or of another width */
  static restore(size: number, readTile: (tile: HashTile) => Uint8Array | undefined): GrowingTree {
    const edge: Hash[][] = [];
    for (const tile of GrowingTree.edgeTiles(size)) {
      const hashes = decodeTile(readTile(tile) ?? new Uint8Array(), tile.width);
      if (!hashes) throw new Error(`the edge of a tree of ${size} has no tile ${tile.level}/${tile.index}`);
      edge[tile.level] = hashes;
    }
    return new GrowingTree(
      size,
      Array.from(edge, (hashes) => hashes ?? []),
    );
  }

  get size(): number {
    return this.entryCount;
  }

  /** Appends one entry and returns the tiles that became full with it, from the lowest level up: mostly none. */
  append(entry: Uint8Array): { tile: HashTile; bytes: Uint8Array<ArrayBuffer> }[] {
    this.entryCount++;
    const full = [];
    let hash = leafHash(entry);
    for (let level = 0; ; level++) {
      const hashes = this.edge[level] ?? [];
      hashes.push(hash);
      this.edge[level] = hashes;
      if (hashes.length < TILE_WIDTH) return full;
      const index = this.entryCount / TILE_WIDTH ** (level + 1) - 1;
      full.push({ tile: { level, index, width: TILE_WIDTH }, bytes: concatBytes(...hashes) });
      hash = hashUp(hashes);
      this.edge[level] = [];
    }
  }

  /** The partial tiles of the tree as it is. */
  partialTiles(): { tile: HashTile; bytes: Uint8Array<ArrayBuffer> }[] {
    return GrowingTree.edgeTiles(this.entryCount).map((tile) => ({
      tile,
      bytes: concatBytes(...(this.edge[tile.level] ?? [])),
    }));
  }

  root(): Hash {
    if (this.entryCount === 0) return EMPTY_ROOT;
    return foldSubtrees(this.edge.toReversed().flatMap(completeSubtrees));
  }
}

/** The hashes of one level's edge as complete subtrees, the largest first: 7 hashes are subtrees of 4, 2 and 1. */
function completeSubtrees(hashes: Hash[]): Hash[] {
  const subtrees: Hash[] = [];
  for (let at = 0; at < hashes.length; ) {
    let length = 1;
    while (length * 2 <= hashes.length - at) length *= 2;
    subtrees.push(hashUp(hashes.slice(at, at + length)));
    at += length;
  }
  return subtrees;
}
