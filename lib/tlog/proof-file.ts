// A proof as a file (c2sp.org/tlog-proof): an entry's index, the way up to the root, and the signed checkpoint with that root.
// It can be checked years later, without the log and without a network.
import { fromBase64, parseDecimal, toBase64 } from "./bytes";
import { HASH_BYTES, type Hash } from "./hash";

const HEADER = "c2sp.org/tlog-proof@v1";

/** `extra` is for whoever needs more to rebuild the entry, for example its salt; nothing vouches for it. */
export type ProofFile = { index: number; proof: Hash[]; checkpointNote: string; extra?: Uint8Array<ArrayBuffer> };

/** The file of an inclusion proof; `checkpointNote` goes in as it was signed. */
export function formatProofFile({ index, proof, checkpointNote, extra }: ProofFile): string {
  const lines = [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...proof.map(toBase64)];
  return `${lines.join("\n")}\n\n${checkpointNote}`;
}

/** The parts of a proof file, none of them verified, or null if it is malformed. */
export function parseProofFile(text: string): ProofFile | null {
  const separator = text.indexOf("\n\n");
  const [header, ...lines] = text.slice(0, Math.max(0, separator)).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? fromBase64((lines.shift() ?? "").slice("extra ".length)) : undefined;
  const index = parseDecimal(/^index (\S+)$/.exec(lines.shift() ?? "")?.[1] ?? "");
  const proof = lines.map(fromBase64).filter((hash) => hash?.length === HASH_BYTES) as Hash[];
  if (header !== HEADER || index === null || extra === null || proof.length !== lines.length) return null;
  return { index, proof, checkpointNote: text.slice(separator + 2), ...(extra && { extra }) };
}
