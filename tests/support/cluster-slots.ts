import IORedis from "ioredis";

const SLOTS = 16_384;

/** CRC16 as Redis Cluster uses it: XMODEM, polynomial 0x1021 (Redis Cluster Specification, appendix A). */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** The slot of a key in a Redis Cluster: of what stands between its first { and the next }, if that is anything. */
export function slotOf(key: string): number {
  const from = key.indexOf("{");
  const to = key.indexOf("}", from + 1);
  return crc16(Buffer.from(from >= 0 && to > from + 1 ? key.slice(from + 1, to) : key)) % SLOTS;
}

/** The keys of a script's call, as they stand in its arguments. @throws when they do not: nothing could be checked */
function keysOfCall([, count, ...rest]: unknown[]): string[] {
  const keys = rest.slice(0, Number(count)).map(String);
  if (count === undefined || keys.length !== Number(count)) throw new Error("a call that does not show its keys");
  return keys;
}

/** @throws what a cluster would answer, unless the call of a script stays in one slot */
function requireOneSlot(args: unknown[]): void {
  const slots = new Set(keysOfCall(args).map(slotOf));
  if (slots.size <= 1) return;
  const error = new Error(`CROSSSLOT Keys in request don't hash to the same slot: ${keysOfCall(args)}`);
  error.name = "ReplyError";
  throw error;
}

/**
 * Registered for every test by `setup.ts`: whatever script this process sends, by whichever test and whoever wrote it, is
 * refused as a cluster would refuse it, when its keys do not lie in one slot.
 */
export function refuseCrossSlotCalls(): void {
  const send = IORedis.prototype.sendCommand;
  IORedis.prototype.sendCommand = function inOneSlot(command, ...rest) {
    if (/^eval/i.test(command.name)) requireOneSlot(command.args);
    return send.call(this, command, ...rest);
  };
}
