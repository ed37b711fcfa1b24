// The shape of a Merkle tree (RFC 6962, section 2.1), as arithmetic on positions.
//
// A node is a complete subtree: `level` 0 are the leaves, and node `index` of a level covers the entries from
// `index · 2^level`. A complete subtree never changes while the log grows, which is why it can be stored and cached for ever.
// Any other range of a proof is the fold of the few complete subtrees that cover it.
import { EMPTY_ROOT, type Hash, nodeHash } from "./hash";

export type TreeNode = { level: number; index: number };

/** Entries from `start` up to, but not including, `end`. */
export type Range = { start: number; end: number };

/** Reads complete subtrees, in the order asked for. */
export type NodeReader = (nodes: TreeNode[]) => Hash[] | Promise<Hash[]>;

/** The largest power of two that is smaller than `size`, which is at least 2: where a tree of that size is divided. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The complete subtrees that cover a range of a proof, from left to right, the largest first. */
export function subtreesOf({ start, end }: Range): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let from = start; from < end; ) {
    let [level, length] = [0, 1];
    while (length * 2 <= end - from) [level, length] = [level + 1, length * 2];
    if (from % length) throw new RangeError(`${start}–${end} is no range of a proof`);
    nodes.push({ level, index: from / length });
    from += length;
  }
  return nodes;
}

/** The hash of a range from the hashes of `subtreesOf` it. */
export const foldSubtrees = (hashes: Hash[]): Hash =>
  hashes.length ? hashes.reduceRight((right, left) => nodeHash(left, right)) : EMPTY_ROOT;

/** Root of the tree of the first `size` entries. */
export async function rootOf(size: number, read: NodeReader): Promise<Hash> {
  return foldSubtrees(await read(subtreesOf({ start: 0, end: size })));
}

/** The siblings on the way from one leaf up to the root, the leaf's own first. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no entry ${index} in a tree of ${size}`);
  const siblings: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return siblings.reverse();
}

/**
 * What connects the tree of `oldSize` entries with that of `size`. `shared` is the subtree that both are rebuilt from; it is the
 * whole old tree, whose root the verifier has, and then no part of the proof, if the old size is a complete subtree on the left edge.
 */
export function consistencyRanges(oldSize: number, size: number): { shared: Range; siblings: Range[] } {
  if (!(oldSize > 0 && oldSize <= size)) throw new RangeError(`no tree of ${size} grew from one of ${oldSize}`);
  const siblings: Range[] = [];
  let [start, end] = [0, size];
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return { shared: { start, end }, siblings: siblings.reverse() };
}
