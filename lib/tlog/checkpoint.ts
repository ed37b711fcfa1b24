// Checkpoints (c2sp.org/tlog-checkpoint): a log's size and root at a moment, as the text of a signed note.
// Whoever keeps one can prove later that the log was changed behind it.
import { fromBase64, parseDecimal, toBase64 } from "./bytes";
import { HASH_BYTES, type Hash } from "./hash";
import { openNote, type Verifier } from "./note";

export type Checkpoint = { origin: string; size: number; root: Hash };

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** The checkpoint of a note's text, or null. Extension lines are passed over: nobody can audit them. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.pop() !== "" || lines.some((line) => line === "")) return null;
  const [origin = "", sizeText = "", rootText = ""] = lines;
  const [size, root] = [parseDecimal(sizeText), fromBase64(rootText)];
  return size === null || root?.length !== HASH_BYTES ? null : { origin, size, root };
}

/** The checkpoint of a note, if the log's key signed it and its first line is the log's name; else null. */
export async function openCheckpoint(note: string | Uint8Array, log: Verifier): Promise<Checkpoint | null> {
  const text = await openNote(note, [log]);
  const checkpoint = text === null ? null : parseCheckpoint(text);
  return checkpoint?.origin === log.name ? checkpoint : null;
}
