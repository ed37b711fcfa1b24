import type IORedis from "ioredis";
import { Command } from "ioredis";
import { portableHash } from "./upstash-tcp-adapter";

/**
 * Calls a script by its hash. `keys` that are the same array every time are written down once; `moreKeys` follow them.
 * The answer is what Redis said: numbers and text. A refusal (NOSCRIPT, too) is thrown.
 */
export type Evalsha = (
  hash: string,
  keys: readonly string[],
  args: readonly (string | number)[],
  extraKeys?: readonly string[],
) => Promise<unknown>;

const encodeBulkString = (value: string | number): string => {
  const text = String(value);
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
};
const encodeBulkStrings = (values: readonly (string | number)[]): string => {
  let text = "";
  for (const value of values) text += encodeBulkString(value);
  return text;
};

const encodedKeys = new WeakMap<readonly string[], string>();

function encodeKeys(keys: readonly string[]): string {
  const known = encodedKeys.get(keys);
  if (known !== undefined) return known;
  const text = encodeBulkStrings(keys);
  encodedKeys.set(keys, text);
  return text;
}

/** A command that is written already, since ioredis would measure and copy each argument, and that `watched.ts` times. */
class RawCommand extends Command {
  readonly #text: string;

  constructor(name: string, args: (string | number)[], text: string) {
    super(name, [], { replyEncoding: "utf8" });
    this.args = args;
    this.#text = text;
  }

  override toWritable(): string {
    return this.#text;
  }
  override setTimeout(): void {}
}

const COMMANDS_PER_WRITE = 12; // calls in a write; fewer cost us more, and with many more Redis and we wait for each other by turns

/**
 * Scripts over a TCP connection, with nothing in between. What is sent until this process has heard all its sockets goes
 * out together, a dozen calls at a time, however many requests sent it: a write for each would cost more than all the rest of
 * a call, and a single one would leave Redis idle until we have read everybody, and then us until it has answered everybody.
 */
export function evalshaOverTcp(client: IORedis): Evalsha {
  let corked: IORedis["stream"] | undefined;
  let unwritten = 0;

  function corkUntilNextTick(): void {
    if (corked || client.status !== "ready") return;
    const { stream } = client;
    corked = stream;
    unwritten = 0;
    stream.cork();
    setImmediate(() => {
      corked = undefined;
      stream.uncork();
    });
  }

  function flushFullBatch(): void {
    if (!corked || ++unwritten < COMMANDS_PER_WRITE) return;
    unwritten = 0;
    corked.uncork();
    corked.cork();
  }

  return (hash, keys, args, extraKeys = []) => {
    corkUntilNextTick();
    const scriptHash = portableHash(hash);
    const count = keys.length + extraKeys.length;
    const header = `*${3 + count + args.length}\r\n${encodeBulkString("EVALSHA")}${encodeBulkString(scriptHash)}${encodeBulkString(count)}`;
    const text = header + encodeKeys(keys) + encodeBulkStrings(extraKeys) + encodeBulkStrings(args);
    const command = new RawCommand("EVALSHA", [scriptHash, count, ...keys, ...extraKeys, ...args], text);
    const reply = client.sendCommand(command);
    flushFullBatch();
    return reply as Promise<unknown>;
  };
}
