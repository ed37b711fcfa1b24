import type IORedis from "ioredis";
import { Command } from "ioredis";
import { portableHash } from "./over-tcp";

/**
 * Calls a script by its hash. `keys` that are the same array every time are written down once; `moreKeys` follow them.
 * The answer is what Redis said: numbers and text. A refusal (NOSCRIPT, too) is thrown.
 */
export type Evalsha = (
  hash: string,
  keys: readonly string[],
  args: readonly (string | number)[],
  moreKeys?: readonly string[],
) => Promise<unknown>;

const bulk = (value: string | number): string => {
  const text = String(value);
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
};
const allOf = (values: readonly (string | number)[]): string => {
  let text = "";
  for (const value of values) text += bulk(value);
  return text;
};

const written = new WeakMap<readonly string[], string>();

function keysAsWritten(keys: readonly string[]): string {
  const known = written.get(keys);
  if (known !== undefined) return known;
  const text = allOf(keys);
  written.set(keys, text);
  return text;
}

/** A command that is written already, since ioredis would measure and copy each argument, and that `watched.ts` times. */
class Written extends Command {
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

const TOGETHER = 12; // calls in a write; fewer cost us more, and with many more Redis and we wait for each other by turns

/**
 * Scripts over a TCP connection, with nothing in between. What is sent until this process has heard all its sockets goes
 * out together, a dozen calls at a time, however many requests sent it: a write for each would cost more than all the rest of
 * a call, and a single one would leave Redis idle until we have read everybody, and then us until it has answered everybody.
 */
export function evalshaOverTcp(client: IORedis): Evalsha {
  let corked: IORedis["stream"] | undefined;
  let held = 0;

  function corkForNow(): void {
    if (corked || client.status !== "ready") return;
    const { stream } = client;
    corked = stream;
    held = 0;
    stream.cork();
    setImmediate(() => {
      corked = undefined;
      stream.uncork();
    });
  }

  function sendADozen(): void {
    if (!corked || ++held < TOGETHER) return;
    held = 0;
    corked.uncork();
    corked.cork();
  }

  return (hash, keys, args, moreKeys = []) => {
    corkForNow();
    const known = portableHash(hash);
    const count = keys.length + moreKeys.length;
    const parts = `*${3 + count + args.length}\r\n${bulk("EVALSHA")}${bulk(known)}${bulk(count)}`;
    const text = parts + keysAsWritten(keys) + allOf(moreKeys) + allOf(args);
    const command = new Written("EVALSHA", [known, count, ...keys, ...moreKeys, ...args], text);
    const answer = client.sendCommand(command);
    sendADozen();
    return answer as Promise<unknown>;
  };
}
