import { createHash } from "node:crypto";
import type { Requester, UpstashRequest, UpstashResponse } from "@upstash/redis";
import type IORedis from "ioredis";
import type { ChainableCommander } from "ioredis";

type Command = [name: string, ...args: (string | number)[]];

/** A script's name for EVALSHA. */
export const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

const UPSTASH_SHEBANG = /^#!lua flags=allow-key-locking\b/; // @upstash/ratelimit's scripts; Redis and Valkey refuse the flag
const renamedScripts = new Map<string, string>();

/** The hash of a script as this Redis knows it. */
export const portableHash = (hash: string): string => renamedScripts.get(hash) ?? hash;

/** The command as any Redis understands it. Upper case, or ioredis would turn HGETALL's answer into an object. */
function portable([name, ...args]: Command): Command {
  const verb = name.toUpperCase();
  const script = String(args[0]);
  if (verb === "EVAL" && UPSTASH_SHEBANG.test(script)) {
    const plain = script.replace(UPSTASH_SHEBANG, "#!lua");
    renamedScripts.set(sha1(script), sha1(plain));
    return [verb, plain, ...args.slice(1)];
  }
  return verb === "EVALSHA" ? [verb, portableHash(script), ...args.slice(1)] : [verb, ...args];
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const isReply = (error: unknown): error is Error => error instanceof Error && error.name === "ReplyError";

/** What Redis answered, a refusal included; whatever kept it from answering is thrown. */
function rowOf([error, result]: [error: Error | null, result: unknown]): { error: string } | { result: unknown } {
  if (error && !isReply(error)) throw error;
  return error ? { error: messageOf(error) } : { result };
}

/** Carries the commands of `@upstash/redis` over a TCP connection instead of its REST API. */
export function overTcp(client: IORedis): Requester {
  const add = (batch: ChainableCommander, command: Command) => batch.call(...portable(command));
  const one = (command: Command): Promise<[error: Error | null, result: unknown]> =>
    client.call(...portable(command)).then(
      (result) => [null, result],
      (error) => [error, null],
    );

  async function answer({ path, body }: UpstashRequest): Promise<unknown> {
    const kind = path?.[0];
    if (kind && kind !== "pipeline" && kind !== "multi-exec")
      throw new Error(`not available over TCP: /${path?.join("/")}`);
    if (!kind) return rowOf(await one(body as Command));
    const commands = body as Command[];
    const [only] = commands;
    if (kind === "pipeline" && only && commands.length === 1) return [rowOf(await one(only))];
    const batch = kind === "pipeline" ? client.pipeline() : client.multi();
    for (const command of commands) add(batch, command);
    return ((await batch.exec()) ?? []).map(rowOf);
  }

  return { request: async <T>(asked: UpstashRequest) => (await answer(asked)) as UpstashResponse<T> };
}
