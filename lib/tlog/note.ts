// Signed notes (c2sp.org/signed-note): a text, an empty line, and signatures by named keys.
//
// A key has a name, usually an address without its scheme, and an ID of four bytes that tells keys of one name apart. Signatures of
// keys that the reader does not know are passed over, which is how witnesses add theirs and how a key is replaced.
// Ed25519 comes from WebCrypto, which every current browser and Node have.
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromBase64, fromUtf8, toBase64, toHex, utf8 } from "./bytes";

/** What a signature is over: the note itself, or a witness's statement about a checkpoint at a time. */
export const ED25519 = 0x01;
export const ED25519_COSIGNATURE = 0x04;
export type SignatureType = typeof ED25519 | typeof ED25519_COSIGNATURE;

const PUBLIC_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const MAX_SIGNATURES = 100;

export type Verifier = { name: string; id: Uint8Array; type: SignatureType; publicKey: Uint8Array<ArrayBuffer> };
export type Signer = { verifier: Verifier; privateKey: CryptoKey };
export type NoteSignature = { name: string; id: Uint8Array; signature: Uint8Array<ArrayBuffer> };
export type Note = { text: string; signatures: NoteSignature[] };

const hasControls = (text: string) => Array.from(text).some((character) => character < " " && character !== "\n");
const isKeyName = (name: string) => name.length > 0 && !/[\p{White_Space}+\p{Cc}]/u.test(name);

function keyId(name: string, type: SignatureType, publicKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, KEY_ID_BYTES);
}

/** A public key by name. @throws RangeError for a name with spaces or plus, or a key that has not 32 bytes */
export function makeVerifier(
  name: string,
  publicKey: Uint8Array<ArrayBuffer>,
  type: SignatureType = ED25519,
): Verifier {
  if (!isKeyName(name)) throw new RangeError("a key's name is not empty and has neither spaces nor plus");
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError(`an Ed25519 key of ${publicKey.length} bytes`);
  return { name, id: keyId(name, type, publicKey), type, publicKey };
}

/** `name+id+key`, as keys are published. */
export const formatVerifierKey = ({ name, id, type, publicKey }: Verifier): string =>
  `${name}+${toHex(id)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;

/** The verifier of a published key, or null if it is malformed, of an unknown kind, or its ID is not that of its key. */
export function parseVerifierKey(text: string): Verifier | null {
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  const type = bytes?.[0];
  if (!bytes || bytes.length !== 1 + PUBLIC_KEY_BYTES || !isKeyName(name)) return null;
  if (type !== ED25519 && type !== ED25519_COSIGNATURE) return null;
  const verifier = makeVerifier(name, bytes.slice(1), type);
  return toHex(verifier.id) === id ? verifier : null;
}

/** A signer from the 32 secret bytes of RFC 8032, which are all that has to be kept. */
export async function makeSigner(name: string, seed: Uint8Array, type: SignatureType = ED25519): Promise<Signer> {
  const pkcs8 = concatBytes(PKCS8_ED25519_PREFIX, seed);
  const extractable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", extractable);
  const publicKey = fromBase64(`${x.replaceAll("-", "+").replaceAll("_", "/")}=`);
  if (!publicKey) throw new Error("WebCrypto exported no public key");
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
  return { verifier: makeVerifier(name, publicKey, type), privateKey };
}

/** The head of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the 32 bytes of the seed follow. */
const PKCS8_ED25519_PREFIX = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

/** The 64 bytes of an Ed25519 signature (RFC 8032), the same for the same message. */
export async function signBytes({ privateKey }: Signer, message: Uint8Array<ArrayBuffer>) {
  return new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, message));
}

/** Whether this key signed the message. False for any malformed key or signature. */
export async function verifyBytes(
  { publicKey }: Verifier,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

/** One signature line, with its newline. */
export const formatSignature = ({ name, id, signature }: NoteSignature): string =>
  `— ${name} ${toBase64(concatBytes(id, signature))}\n`;

/** Signs a text, which ends in a newline. @throws RangeError for a text that no note can carry */
export async function signNote(text: string, signer: Signer): Promise<string> {
  if (!text.endsWith("\n") || /(?!\n)\p{Cc}/u.test(text))
    throw new RangeError("a note's text is lines without controls");
  const signature = await signBytes(signer, utf8(text));
  return `${text}\n${formatSignature({ ...signer.verifier, signature })}`;
}

function parseSignature(line: string): NoteSignature | null {
  const [, name = "", encoded = ""] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length <= KEY_ID_BYTES || !isKeyName(name)) return null;
  return { name, id: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

/** The parts of a note, none of them verified, or null if it is malformed or has more than 100 signatures. */
export function parseNote(note: string | Uint8Array): Note | null {
  let whole: string;
  try {
    whole = typeof note === "string" ? note : fromUtf8(note);
  } catch {
    return null;
  }
  const separator = whole.lastIndexOf("\n\n");
  if (separator < 0 || !whole.endsWith("\n") || hasControls(whole)) return null;
  const lines = whole.slice(separator + 2, -1).split("\n");
  const signatures = lines.map(parseSignature).filter((signature) => signature !== null);
  if (signatures.length !== lines.length || lines.length > MAX_SIGNATURES) return null;
  return { text: whole.slice(0, separator + 1), signatures };
}

export const isSignatureOf = (verifier: Verifier, { name, id }: NoteSignature): boolean =>
  name === verifier.name && toHex(id) === toHex(verifier.id);

/**
 * The text of a note, if at least one of `verifiers` signed it and no signature in the name of one of them is wrong; else null.
 * The text means nothing before this said so.
 */
export async function openNote(note: string | Uint8Array, verifiers: Verifier[]): Promise<string | null> {
  const parsed = parseNote(note);
  if (!parsed) return null;
  let isSigned = false;
  for (const signature of parsed.signatures) {
    const verifier = verifiers.find((known) => known.type === ED25519 && isSignatureOf(known, signature));
    if (!verifier) continue;
    if (!(await verifyBytes(verifier, utf8(parsed.text), signature.signature))) return null;
    isSigned = true;
  }
  return isSigned ? parsed.text : null;
}
