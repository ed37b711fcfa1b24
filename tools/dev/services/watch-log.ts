import type { Readable } from "node:stream";

const KEPT_CHARACTERS = 2_000;

/**
 * Watches the log of a program: `found` resolves once it matches `mark`, however much follows in the same chunk, and `tail`
 * returns its end.
 */
export function watchLog(stream: Readable, mark: RegExp): { found: Promise<void>; tail(): string } {
  let buffer = "";
  const found = new Promise<void>((resolve) => {
    stream.on("data", (chunk) => {
      const text = buffer + chunk;
      if (mark.test(text)) resolve();
      buffer = text.slice(-KEPT_CHARACTERS);
    });
  });
  return { found, tail: () => buffer.trim() };
}
