// Hashes of RFC 6962, section 2.1. A leaf and a node begin with different bytes, so that no entry can pass for an inner node.
import { sha256 } from "@noble/hashes/sha2.js";

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

/** The root of a log without entries: the hash of nothing. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

/** Hash of one entry: `SHA-256(0x00 ‖ entry)`. */
export function leafHash(entry: Uint8Array): Hash {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return sha256(input);
}

/** Hash of two neighbouring subtrees of equal size: `SHA-256(0x01 ‖ left ‖ right)`. */
export function nodeHash(left: Hash, right: Hash): Hash {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/** Compares public hashes; the time it takes depends on them. */
export function hashesEqual(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
