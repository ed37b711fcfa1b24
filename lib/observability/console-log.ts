import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";

const METHODS = ["error", "warn", "info", "log", "debug"] as const;
type ConsoleMethod = (typeof METHODS)[number];

const LEVELS = { error: "error", warn: "warn", info: "info", log: "info", debug: "debug" } as const satisfies Record<
  ConsoleMethod,
  "error" | "warn" | "info" | "debug"
>;

// What a client can make Next and next-auth say. The rest of their sentences quotes what the client has sent.
const SENTENCES: readonly [start: RegExp, code: string][] = [
  [/^Failed to find Server Action/, "ACTION_NOT_FOUND"],
  [/^The Server Reference ID did not match/, "ACTION_MALFORMED"],
  [/^Failed to parse body as FormData/, "FORM_MALFORMED"],
  [/does not match `origin` header/, "ACTION_OF_ANOTHER_ORIGIN"],
  [/^Invalid Server Actions request/, "ACTION_OF_ANOTHER_ORIGIN"],
];

const textOf = (arg: unknown) => (arg instanceof Error ? arg.message : typeof arg === "string" ? arg : "");

function codeOf(args: readonly unknown[]): string {
  const texts = args.map(textOf);
  const own = /^\[next-auth\]\[\w+\]\[([A-Z_]{1,64})\]/.exec(texts[0] ?? "")?.[1];
  const known = SENTENCES.find(([start]) => texts.some((text) => start.test(text)))?.[1];
  return own ?? known ?? "CONSOLE";
}

/** What a log may hold of a call of the console: a code, and of an error what quotes nobody. */
export function describeConsoleCall(args: readonly unknown[]): object {
  const error = args.find((arg) => arg instanceof Error);
  return { code: codeOf(args), ...(error && { err: describeError(error) }) };
}

/** Writes what this process's libraries say on the console as lines of the log, of which a client can write none. */
export function logConsole(): void {
  for (const method of METHODS)
    console[method] = (...args: unknown[]) =>
      log[LEVELS[method]](describeConsoleCall(args), "a library wrote to the console");
}
