import { readSessionItem, writeSessionItem } from "./session-storage";

/** A new Idempotency-Key. Also where `crypto.randomUUID` is missing, as on a plain http address of a local network. */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const itemFor = (intention: string) => `jari-key-${intention}`;
const unstored = new Map<string, string>(); // where the browser refuses to store it

/**
 * The Idempotency-Key of what this tab intends ("pay-9001", "charge-10000"): the same one over double clicks, retries and
 * reloads, so that a lost response is not a second payment, until {@link forgetIdempotencyKey}.
 */
export function idempotencyKeyFor(intention: string): string {
  const key = readSessionItem(itemFor(intention)) ?? unstored.get(intention) ?? newIdempotencyKey();
  writeSessionItem(itemFor(intention), key);
  unstored.set(intention, key);
  return key;
}

/** The intention has its outcome: the next one of the same kind is another. */
export function forgetIdempotencyKey(intention: string): void {
  unstored.delete(intention);
  writeSessionItem(itemFor(intention), null);
}
