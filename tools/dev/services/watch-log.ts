import type { Readable } from "node:stream";

const KEPT_CHARACTERS = 2_000;

/**
 * Reads the log of a program as it comes: `said` resolves once `mark` stands in it, however much follows in the same breath
 * (a server that starts while a crowd knocks says "not yet" a hundred times), and `tail` is its end.
 */
export function watchLog(stream: Readable, mark: string): { found: Promise<void>; tail(): string } {
  let kept = "";
  const said = new Promise<void>((resolve) => {
    stream.on("data", (chunk) => {
      const text = kept + chunk;
      if (text.includes(mark)) resolve();
      kept = text.slice(-KEPT_CHARACTERS);
    });
  });
  return { found: said, tail: () => kept.trim() };
}
