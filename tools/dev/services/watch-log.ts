import type { Readable } from "node:stream";

const KEPT_CHARACTERS = 2_000;

/**
 * Reads the log of a program as it comes: `said` resolves once `mark` stands in it, however much follows in the same breath
 * (a server that starts while a crowd knocks says "not yet" a hundred times), and `tail` is its end.
 */
export function watchLog(stream: Readable, mark: string): { found: Promise<void>; tail(): string } {
  let buffer = "";
  const found = new Promise<void>((resolve) => {
    stream.on("data", (chunk) => {
      const text = buffer + chunk;
      if (text.includes(mark)) resolve();
      buffer = text.slice(-KEPT_CHARACTERS);
    });
  });
  return { found, tail: () => buffer.trim() };
}
