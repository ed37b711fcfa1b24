// Cosignatures (c2sp.org/tlog-cosignature): a witness states that it saw this checkpoint at this time, and that the log it saw only grew.
// A log that shows two histories to two people needs a witness that signs both.
import { concatBytes, utf8 } from "./bytes";
import {
  ED25519_COSIGNATURE,
  formatSignature,
  isSignatureOf,
  parseNote,
  type Signer,
  signBytes,
  type Verifier,
  verifyBytes,
} from "./note";

const TIMESTAMP_BYTES = 8;

const signedMessage = (noteText: string, seconds: number) => utf8(`cosignature/v1\ntime ${seconds}\n${noteText}`);

function encodeTimestamp(seconds: number): Uint8Array {
  const bytes = new Uint8Array(TIMESTAMP_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  return bytes;
}

/** The signature line of a witness for a checkpoint's text, at a time in seconds since 1970. */
export async function cosign(noteText: string, witness: Signer, seconds: number): Promise<string> {
  if (witness.verifier.type !== ED25519_COSIGNATURE) throw new RangeError("a witness signs with a cosignature key");
  const signature = await signBytes(witness, signedMessage(noteText, seconds));
  return formatSignature({ ...witness.verifier, signature: concatBytes(encodeTimestamp(seconds), signature) });
}

/** When each of these witnesses signed the note, in seconds since 1970. One that did not, or whose signature is wrong, is missing. */
export async function cosignatureTimes(note: string | Uint8Array, witnesses: Verifier[]): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const parsed = parseNote(note);
  for (const cosignature of parsed?.signatures ?? []) {
    const witness = witnesses.find((known) => known.type === ED25519_COSIGNATURE && isSignatureOf(known, cosignature));
    if (!parsed || !witness || cosignature.signature.length <= TIMESTAMP_BYTES) continue;
    const bytes = cosignature.signature;
    const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
    const message = signedMessage(parsed.text, seconds);
    if (await verifyBytes(witness, message, bytes.slice(TIMESTAMP_BYTES))) times.set(witness.name, seconds);
  }
  return times;
}
