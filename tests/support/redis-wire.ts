import { randomUUID } from "node:crypto";
import IORedis from "ioredis";
import { env } from "@/lib/core/env";

type Command = { name: string; args: string[]; inScript: boolean };

/** Runs `work` with a connection of its own to the test's Redis, beside the one of the product. */
export async function withRedisClient<T>(work: (client: IORedis) => Promise<T>): Promise<T> {
  const client = new IORedis(env().REDIS_URL ?? "", { enableReadyCheck: false });
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** Every command that the server ran while `work` did, as MONITOR saw it. */
export function recordCommands(work: () => Promise<unknown>): Promise<Command[]> {
  return withRedisClient(async (client) => {
    const mark = randomUUID();
    const monitor = await client.duplicate().monitor();
    const ran: Command[] = [];
    const seen = new Promise<void>((resolve) => {
      monitor.on("monitor", (_time, [name = "", ...args]: string[], source: string) => {
        if (args[0] === mark) resolve();
        else ran.push({ name: name.toUpperCase(), args, inScript: source === "lua" });
      });
    });
    await work();
    await client.echo(mark);
    await seen;
    monitor.disconnect();
    return ran;
  });
}
