import IORedis from "ioredis";
import { join, type Line, poll } from "@/lib/queue/line";
import { markAt } from "@/lib/queue/scripts/marks";
import { encoded } from "./resp";

/** A call for the fan with this number, as it goes over the wire. */
export type Call = (user: string, number: number) => string;

const SOMEBODY = "5a6b7c8d-0000-4000-8000-123456789abc"; // as long as every user's id

/** What the product sends to Redis when it does this. */
async function sentBy(verb: () => Promise<unknown>): Promise<string> {
  const send = IORedis.prototype.sendCommand;
  let sent: string | undefined;
  IORedis.prototype.sendCommand = function watched(command, ...rest) {
    if (command.name.toUpperCase() === "EVALSHA") sent ??= encoded([command.name, ...command.args.map(String)]);
    return send.call(this, command, ...rest);
  };
  await verb();
  IORedis.prototype.sendCommand = send;
  if (!sent) throw new Error("nothing was sent to Redis");
  return sent;
}

const argument = (text: string) => `$${text.length}\r\n${text}\r\n`;

/** The same for any fan, in the place of somebody; where their number is marked is the last argument, where there is one. */
function callOf(sent: string, number?: number): Call {
  if (number === undefined) return (user) => sent.replaceAll(SOMEBODY, user);
  const last = argument(markAt(number));
  if (!sent.endsWith(last)) throw new Error("a poll no longer ends with the mark of its number");
  const before = sent.slice(0, -last.length);
  return (user, number) => before.replace(SOMEBODY, user) + argument(markAt(number));
}

/** The calls of a join and of a poll, exactly as the product makes them. Somebody stands in this line now. */
export async function callsOf(line: Line): Promise<{ join: Call; poll: Call }> {
  const { concertId } = line;
  const joining = await sentBy(() => join(line, SOMEBODY));
  const { number } = (await join(line, SOMEBODY)).ticket;
  const polling = await sentBy(() => poll({ concertId, userId: SOMEBODY, number }));
  return { join: callOf(joining), poll: callOf(polling, number) };
}
