// The encodings of the C2SP documents: base64 of RFC 4648 section 4, lowercase hexadecimal, UTF-8, decimal without leading zeros.
// They stand on what browsers and servers share.

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** @throws TypeError for what is not UTF-8 */
export const fromUtf8 = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

const BYTES_A_CALL = 8_192; // a call takes a bounded number of arguments

/** Base64 with padding, the only spelling that `fromBase64` takes. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += BYTES_A_CALL)
    binary += String.fromCharCode(...bytes.subarray(start, start + BYTES_A_CALL));
  return btoa(binary);
}

/** The bytes, or null for anything but the one canonical encoding of them. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A whole number from its only spelling, or null: no sign, no leading zero, at most 2^53 - 1. */
export function parseDecimal(text: string): number | null {
  const value = Number(text);
  return /^(?:0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

/** A copy of the parts, one after the other. */
export function concatBytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
