import { closeRedis } from "@/lib/core/redis";
import { join, type Line } from "@/lib/queue/line";

/** One of several app processes at the opening: `node --import tsx line-crowd.ts '<line as JSON>' fan fan fan …` */
const [settings = "{}", ...fans] = process.argv.slice(2);
const { opensAt, closesAt, ...rest } = JSON.parse(settings);
const line: Line = { ...rest, opensAt: new Date(opensAt), closesAt: new Date(closesAt) };

const joined = await Promise.all(fans.map(async (fan) => [fan, (await join(line, fan)).ticket.number]));
process.stdout.write(JSON.stringify(joined));
await closeRedis();
