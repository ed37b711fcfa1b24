import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";
import { keysOf } from "@/lib/queue/keys";
import type { Stage } from "./stage";
import { NEVER, TICK_MS, type World } from "./world";

const tickOf = (ms: number) => (ms <= 0 ? 0 : ms >= NEVER ? "never" : Math.floor(ms / TICK_MS));
const inOrder = (parts: string[]) => parts.sort().join(" ");

/** All that matters of a world in a few lines, as {@link standingOf} writes down the real one. */
export function standingIn({ reservations, wallets, ended, untold, line }: World): string {
  const named = ended.filter((one) => reservations.some(({ fan, number }) => `${fan}:${number}` === one));
  const inside = line.inside.map((one) => `${one.fan}:${one.number}${one.arrived ? "" : "?"}<${tickOf(one.until)}`);
  return [
    `reservations ${inOrder(reservations.map(({ name, fan, number, status }) => `${name}=${fan}:${number}:${status}`))}`,
    `wallets ${wallets.map(({ balance, entries }) => `${balance}/${entries}`).join(" ")}`,
    `ended ${inOrder(named)}, untold ${inOrder(untold.map(({ fan, number }) => `${fan}:${number}`))}`,
    `inside ${inOrder(inside)}`,
    `waiting ${line.waiting.map(({ fan, number }) => `${fan}:${number}`).join(" ")}`,
    `passed ${inOrder(line.passed.map(({ fan, number }) => `${fan}:${number}`))}`,
    `rests until ${line.begun ? tickOf(line.restUntil) : 0}`,
  ].join("\n      ");
}

async function booksOf({ concert, fans }: Stage): Promise<string[]> {
  const { rows } = await pool().query<Record<"reservations" | "wallets" | "ended" | "untold", string>>(
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
          SELECT 1 FROM outbox_delivery WHERE event_id = e.id AND delivered_at IS NOT NULL)) AS untold`,
    [fans.map(({ id }) => id), concert.id],
  );
  const [{ reservations, wallets, ended, untold } = { reservations: "", wallets: "", ended: "", untold: "" }] = rows;
  const sorted = (text: string | null) => inOrder((text ?? "").split(" ").filter(Boolean));
  return [
    `reservations ${sorted(reservations)}`,
    `wallets ${wallets}`,
    `ended ${sorted(ended)}, untold ${sorted(untold)}`,
  ];
}

/** What there really is now: in Postgres, and in the line. */
export async function standingOf(stage: Stage): Promise<string> {
  const [LINE = "", WAITING = "", ACTIVE = "", SESSIONS = "", , PASSED = ""] = keysOf(stage.concert.id);
  const asked = redis().pipeline();
  asked.zrange(WAITING, 0, -1, { withScores: true });
  asked.zrange(PASSED, 0, -1, { withScores: true });
  asked.zrange(ACTIVE, 0, -1, { withScores: true });
  asked.hgetall(SESSIONS);
  asked.hget(LINE, "outlook");
  const [books, told] = await Promise.all([booksOf(stage), asked.exec()]);
  const [waiting, passed, active, sessions, outlook] = told as [
    (string | number)[],
    (string | number)[],
    (string | number)[],
    Record<string, string> | null,
    string | null,
  ];
  const fanOf = (user: string | number | undefined) => stage.fans.findIndex(({ id }) => id === user);
  const pairs = (flat: (string | number)[]) =>
    Array.from({ length: flat.length / 2 }, (_, at) => ({
      fan: fanOf(flat[2 * at]),
      user: flat[2 * at],
      score: Number(flat[2 * at + 1]),
    }));
  const places = (flat: (string | number)[]) => pairs(flat).map(({ fan, score }) => `${fan}:${score}`);
  const inside = pairs(active).map(({ fan, user, score }) => {
    const [number, , arrived] = String(sessions?.[String(user)]).split(":");
    return `${fan}:${number}${arrived === "1" ? "" : "?"}<${tickOf(score - stage.beganAt)}`;
  });
  const restUntil = Number(String(outlook ?? "0").split(" ")[0]);
  const rests = restUntil === 0 ? 0 : restUntil >= stage.closesAt ? NEVER : restUntil - stage.beganAt;
  return [
    ...books,
    `inside ${inOrder(inside)}`,
    `waiting ${places(waiting).join(" ")}`,
    `passed ${inOrder(places(passed))}`,
    `rests until ${tickOf(rests)}`,
  ].join("\n      ");
}
