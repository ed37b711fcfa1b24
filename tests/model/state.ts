import { pool } from "@/lib/core/db";
import { luaScript } from "@/lib/core/redis";
import { queueKeys } from "@/lib/queue/keys";
import { resolveIncludes } from "@/lib/queue/lua-source";
import type { ModelFixture } from "./fixture";
import { NEVER, type Settings, TICK_MS, type World } from "./world";

const tickOf = (ms: number) => (ms <= 0 ? "no time" : ms >= NEVER ? "never" : Math.floor(ms / TICK_MS));
const setTo = ({ capacity, paused }: Settings) => `${capacity}${paused ? " paused" : ""}`;
const inOrder = (parts: string[]) => parts.sort().join(" ");

/** A world in a few lines, in the format of {@link actualState}. */
export function modelState(world: World): string {
  const { reservations, wallets, ended, undelivered, queue } = world;
  const named = ended.filter((one) => reservations.some(({ fan, number }) => `${fan}:${number}` === one));
  const sessionTexts = queue.sessions.map(
    (one) => `${one.fan}:${one.number}${one.arrived ? "" : "?"}<${tickOf(one.until)}`,
  );
  return [
    `reservations ${inOrder(reservations.map(({ name, fan, number, status }) => `${name}=${fan}:${number}:${status}`))}`,
    `wallets ${wallets.map(({ balance, entries }) => `${balance}/${entries}`).join(" ")}`,
    `ended ${inOrder(named)}, undelivered ${inOrder(undelivered.map(({ fan, number }) => `${fan}:${number}`))}`,
    `settings ${setTo(world.settings)} ${world.seatLimit} ${world.refunds}`,
    `queue settings ${queue.settings ? setTo(queue.settings) : "none"}`,
    `active ${inOrder(sessionTexts)}`,
    `waiting ${queue.waiting.map(({ fan, number }) => `${fan}:${number}`).join(" ")}`,
    `skipped ${inOrder(queue.skipped.map(({ fan, number }) => `${fan}:${number}`))}`,
    `ended in the queue ${inOrder(Object.entries(queue.endReasons).map(([number, fact]) => `${number}:${fact}`))}`,
    `idle until ${tickOf(queue.initialized ? queue.idleUntil : 0)}`,
  ].join("\n      ");
}

type Row = Record<"reservations" | "wallets" | "ended" | "undelivered", string | null> &
  Settings & { seatLimit: number; refunds: boolean };

async function databaseState({ concert, fans }: ModelFixture): Promise<string[]> {
  const { rows } = await pool().query<Row>(
    `WITH fan AS (SELECT id, n - 1 AS n FROM unnest($1::uuid[]) WITH ORDINALITY fan (id, n)),
     named AS (
       SELECT r.*, fan.n, s.number || '.' || row_number() OVER (PARTITION BY s.id ORDER BY r.id) - 1 AS name
       FROM reservation r JOIN seat s ON s.id = r.seat_id JOIN fan ON fan.id = r.user_id WHERE r.concert_id = $2)
     SELECT
       (SELECT string_agg(name || '=' || n || ':' || queue_number || ':' || status, ' ') FROM named) AS reservations,
       (SELECT string_agg(w.balance || '/' || (SELECT count(*) FROM ledger_entry WHERE user_id = fan.id), ' ' ORDER BY n)
        FROM fan JOIN wallet w ON w.user_id = fan.id) AS wallets,
       (SELECT string_agg(fan.n || ':' || number, ' ') FROM ended_place e JOIN fan ON fan.id = e.user_id
        WHERE concert_id = $2 AND EXISTS (SELECT 1 FROM named WHERE queue_number = e.number AND user_id = e.user_id)) AS ended,
       (SELECT string_agg(fan.n || ':' || (payload#>>'{place,number}'), ' ')
        FROM outbox_event e JOIN fan ON fan.id::text = payload#>>'{place,userId}'
        WHERE payload->>'concertId' = $2::text AND NOT EXISTS (
          SELECT 1 FROM outbox_delivery WHERE event_id = e.id AND delivered_at IS NOT NULL)) AS undelivered,
       capacity, queue_paused AS paused, seat_limit AS "seatLimit", refund_hours < 720 AS refunds
     FROM concert WHERE id = $2`,
    [fans.map(({ id }) => id), concert.id],
  );
  const [row] = rows;
  if (!row) throw new Error("the concert does not exist");
  const sorted = (text: string | null) => inOrder((text ?? "").split(" ").filter(Boolean));
  return [
    `reservations ${sorted(row.reservations)}`,
    `wallets ${row.wallets}`,
    `ended ${sorted(row.ended)}, undelivered ${sorted(row.undelivered)}`,
    `settings ${setTo(row)} ${row.seatLimit} ${row.refunds}`,
  ];
}

type Pairs = string[];
type QueueDump = [
  waiting: Pairs,
  skipped: Pairs,
  active: Pairs,
  sessions: Pairs,
  facts: number[],
  set: (string | null)[],
];

// Reads everything a queue stores, as lib/queue/lua/state.lua describes it.
const dumpQueue = luaScript<QueueDump>(
  resolveIncludes(`
-- include: bitfield-layout
local facts = {}
for number = 1, tonumber(redis.call("HGET", KEYS[1], "issued") or 0) do
  facts[number] = redis.call("BITFIELD", KEYS[7], "GET", "u32", "#" .. FIRST_NUMBER + 2 * number)[1]
end
return { redis.call("ZRANGE", KEYS[2], 0, -1, "WITHSCORES"), redis.call("ZRANGE", KEYS[6], 0, -1, "WITHSCORES"),
  redis.call("ZRANGE", KEYS[3], 0, -1, "WITHSCORES"), redis.call("HGETALL", KEYS[4]),
  facts, redis.call("HMGET", KEYS[1], "outlook", "capacity", "paused") }`),
);

const paired = (flat: (string | number)[]) =>
  Array.from({ length: flat.length / 2 }, (_, at) => [String(flat[2 * at]), String(flat[2 * at + 1])] as const);

async function queueState({ concert, fans, beganAt, closesAt }: ModelFixture): Promise<string[]> {
  const [waiting, skipped, active, sessions, facts, set] = await dumpQueue(queueKeys(concert.id), []);
  const fanOf = (user: string) => fans.findIndex(({ id }) => id === user);
  const places = (flat: Pairs) => paired(flat).map(([user, number]) => `${fanOf(user)}:${number}`);
  const entered = new Map(paired(sessions));
  const sessionTexts = paired(active).map(([user, until]) => {
    const [number, , arrived] = entered.get(user)?.split(":") ?? [];
    return `${fanOf(user)}:${number}${arrived === "1" ? "" : "?"}<${tickOf(Number(until) - beganAt)}`;
  });
  const [outlook, capacity, paused] = set;
  const idleUntil = Number(String(outlook ?? 0).split(" ")[0]);
  const idle = idleUntil === 0 ? 0 : idleUntil >= closesAt ? NEVER : idleUntil - beganAt;
  const endReasons = facts.flatMap((fact, at) =>
    fact === 1 || fact === 2 ? [`${at + 1}:${fact === 1 ? "OVER" : "GIVEN_UP"}`] : [],
  );
  return [
    `queue settings ${capacity === null ? "none" : setTo({ capacity: Number(capacity), paused: String(paused) === "1" })}`,
    `active ${inOrder(sessionTexts)}`,
    `waiting ${places(waiting).join(" ")}`,
    `skipped ${inOrder(places(skipped))}`,
    `ended in the queue ${inOrder(endReasons)}`,
    `idle until ${tickOf(idle)}`,
  ];
}

/** The actual state in Postgres and in the queue. */
export async function actualState(fixture: ModelFixture): Promise<string> {
  return (await Promise.all([databaseState(fixture), queueState(fixture)])).flat().join("\n      ");
}
