// What a log sends to a witness (c2sp.org/tlog-witness, `POST <prefix>/add-checkpoint`): the size that the witness signed last,
// the proof that the log has only grown since, and the new checkpoint.
import { fromBase64, parseDecimal, toBase64 } from "./bytes";
import { HASH_BYTES, type Hash } from "./hash";

const MAX_PROOF_LINES = 63;

export type AddCheckpoint = { oldSize: number; proof: Hash[]; checkpointNote: string };

export const formatAddCheckpoint = ({ oldSize, proof, checkpointNote }: AddCheckpoint): string =>
  `${[`old ${oldSize}`, ...proof.map(toBase64)].join("\n")}\n\n${checkpointNote}`;

/** The parts of a request, none of them verified, or null if it is malformed. */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const separator = body.indexOf("\n\n");
  const [first = "", ...lines] = body.slice(0, Math.max(0, separator)).split("\n");
  const oldSize = parseDecimal(/^old (\S+)$/.exec(first)?.[1] ?? "");
  const proof = lines.map(fromBase64).filter((hash) => hash?.length === HASH_BYTES) as Hash[];
  if (oldSize === null || proof.length !== lines.length || lines.length > MAX_PROOF_LINES) return null;
  return { oldSize, proof, checkpointNote: body.slice(separator + 2) };
}
