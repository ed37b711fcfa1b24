import type IORedis from "ioredis";
import { Cluster, Command } from "ioredis";
import { portableHash } from "./upstash-tcp-adapter";

/** Calls a script by its hash, with `keys` and then `extraKeys`; an error reply, as NOSCRIPT, rejects. */
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

// It is encoded here, because ioredis measures and copies each argument; the circuit breaker replaces its timeout.
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

const COMMANDS_PER_WRITE = 12; // measured: fewer cost more system calls, more make Node and Redis idle by turns

/** EVALSHA over TCP, in batches of {@link COMMANDS_PER_WRITE} per event-loop turn; on a cluster without batches. */
export function evalshaOverTcp(client: IORedis | Cluster): Evalsha {
  let corked: IORedis["stream"] | undefined;
  let unwritten = 0;

  function corkUntilNextTick(): void {
    if (corked || client instanceof Cluster || client.status !== "ready") return;
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
    const text = header + encodeBulkStrings(keys) + encodeBulkStrings(extraKeys) + encodeBulkStrings(args);
    const command = new RawCommand("EVALSHA", [scriptHash, count, ...keys, ...extraKeys, ...args], text);
    const reply = client.sendCommand(command);
    flushFullBatch();
    return reply as Promise<unknown>;
  };
}
