import IORedis from "ioredis";
import { join, poll, type QueueSettings } from "@/lib/queue";
import { encodeCommand } from "./resp";

/** A Redis command for a user with this number, encoded. */
export type Call = (user: string, number: number) => string;

const SAMPLE_USER = "5a6b7c8d-0000-4000-8000-123456789abc"; // as long as every user's id

/** The command that the product sends to Redis during `operation`. */
async function commandSentBy(operation: () => Promise<unknown>): Promise<string> {
  const send = IORedis.prototype.sendCommand;
  let sent: string | undefined;
  IORedis.prototype.sendCommand = function watched(command, ...rest) {
    if (command.name.toUpperCase() === "EVALSHA") sent ??= encodeCommand([command.name, ...command.args.map(String)]);
    return send.call(this, command, ...rest);
  };
  await operation();
  IORedis.prototype.sendCommand = send;
  if (!sent) throw new Error("nothing was sent to Redis");
  return sent;
}

const argument = (text: string) => `$${text.length}\r\n${text}\r\n`;

/** The same call for any other user and, where it has one as its last argument, any other number. */
function callOf(sent: string, number?: number): Call {
  if (number === undefined) return (user) => sent.replaceAll(SAMPLE_USER, user);
  const last = argument(String(number));
  if (!sent.endsWith(last)) throw new Error("the last argument of a poll is not its number");
  const before = sent.slice(0, -last.length);
  return (user, number) => before.replace(SAMPLE_USER, user) + argument(String(number));
}

/** The commands of a join and of a poll, as the product sends them. Leaves one place in the queue. */
export async function recordCalls(queue: QueueSettings): Promise<{ join: Call; poll: Call }> {
  const { concertId } = queue;
  const joining = await commandSentBy(() => join(queue, SAMPLE_USER));
  const { number } = (await join(queue, SAMPLE_USER)).ticket;
  const polling = await commandSentBy(() => poll({ concertId, userId: SAMPLE_USER, number }));
  return { join: callOf(joining), poll: callOf(polling, number) };
}
