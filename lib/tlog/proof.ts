// Proofs of RFC 6962: an entry is in the log (2.1.1), and a log only grew (2.1.2).
// Making one and checking one walk the same ranges, so that the two cannot disagree on the shape of a tree.
import { EMPTY_ROOT, HASH_BYTES, type Hash, hashesEqual, nodeHash } from "./hash";
import { consistencyRanges, foldSubtrees, inclusionRanges, type NodeReader, type Range, subtreesOf } from "./tree";

async function readRanges(ranges: Range[], read: NodeReader): Promise<Hash[]> {
  const covers = ranges.map(subtreesOf);
  const hashes = [...(await read(covers.flat()))];
  return covers.map(({ length }) => foldSubtrees(hashes.splice(0, length)));
}

/** @throws RangeError unless 0 ≤ index < size */
export const proveInclusion = (index: number, size: number, read: NodeReader): Promise<Hash[]> =>
  readRanges(inclusionRanges(index, size), read);

/** Empty for equal sizes and for a log that was empty. @throws RangeError unless 0 ≤ oldSize ≤ size */
export async function proveConsistency(oldSize: number, size: number, read: NodeReader): Promise<Hash[]> {
  if (oldSize === 0) return [];
  const { shared, siblings } = consistencyRanges(oldSize, size);
  return readRanges(shared.start === 0 ? siblings : [shared, ...siblings], read);
}

const areHashes = (proof: Hash[]) => proof.every(({ length }) => length === HASH_BYTES);

export type InclusionClaim = { index: number; size: number; root: Hash; leaf: Hash; proof: Hash[] };

/** Whether the proof shows that `leaf` is entry `index` of the tree of `size` entries with this root. Never throws. */
export function verifyInclusion({ index, size, root, leaf, proof }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  const siblings = inclusionRanges(index, size);
  if (siblings.length !== proof.length || !areHashes(proof)) return false;
  let hash = leaf;
  for (const [at, sibling] of proof.entries())
    hash = (siblings[at]?.start ?? 0) > index ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
  return hashesEqual(hash, root);
}

export type ConsistencyClaim = { oldSize: number; size: number; oldRoot: Hash; root: Hash; proof: Hash[] };

/** Whether the proof shows that the tree of `size` entries begins with the tree of `oldSize`. Never throws. */
export function verifyConsistency({ oldSize, size, oldRoot, root, proof }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 0 || oldSize > size) return false;
  if (oldSize === 0) return proof.length === 0 && hashesEqual(oldRoot, EMPTY_ROOT);
  const { shared, siblings } = consistencyRanges(oldSize, size);
  const [seed, ...path] = shared.start === 0 ? [oldRoot, ...proof] : proof;
  if (!seed || path.length !== siblings.length || !areHashes([seed, ...path])) return false;
  let [oldHash, hash] = [seed, seed];
  for (const [at, sibling] of path.entries()) {
    if ((siblings[at]?.start ?? 0) >= oldSize) hash = nodeHash(hash, sibling);
    else [oldHash, hash] = [nodeHash(sibling, oldHash), nodeHash(sibling, hash)];
  }
  return hashesEqual(oldHash, oldRoot) && hashesEqual(hash, root);
}
