/** A new Idempotency-Key. Also where `crypto.randomUUID` is missing, as on a plain http address of a local network. */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
