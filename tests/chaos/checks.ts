import { pool } from "@/lib/core/db";
import { auditDuringSale } from "./audit";
import type { Client } from "./client";
import type { Outcome } from "./inject";
import type { ChaosOptions } from "./options";
import type { SimulatedUser } from "./simulated-user";
import type { Timeline } from "./timeline";

/** One thing the chaos test wants: how often it looked, and what breaks it. */
export type CheckResult = { requirement: string; examined: number; broken: string[] };

type Row = { id: string; userId: string; payment: string; reservation: string; seat: string; holder: string | null };
type Seen = { reservations: { payment: { id: string; status: string } | null }[]; next: string | null };

const ANSWER_WITHIN_MS = 15_000;
const RETURN_WITHIN_MS = 5_000;
const ADMIT_WITHIN_MS = 10_000; // after the recovery window: about as long as those at the front need to ask again

async function payments(): Promise<Row[]> {
  const { rows } = await pool().query<Row>(
    `SELECT p.id, p.user_id AS "userId", p.status AS payment, r.status AS reservation, s.status AS seat, s.holder_id AS holder
     FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN seat s ON s.id = r.seat_id`,
  );
  return rows;
}

/** Who was told "paid" has the seat, unless they asked for their money back; who was told "refunded" has no ticket. */
function checkTickets(fans: readonly SimulatedUser[], rows: readonly Row[]): CheckResult {
  const known = new Map(rows.map((row) => [row.id, row]));
  const broken: string[] = [];
  let examined = 0;
  for (const fan of fans)
    for (const id of fan.paid) {
      examined++;
      const row = known.get(id);
      const isTheirs = row?.payment === "COMPLETED" && row.seat === "RESERVED" && row.holder === fan.id;
      if (!row || row.userId !== fan.id) broken.push(`payment ${id} of ${fan.id} is not there`);
      else if (!fan.refundRequested.has(id) && !isTheirs)
        broken.push(`${fan.id} was told that ${id} is paid and has no seat`);
      else if (fan.refunded.has(id) && row.payment !== "CANCELED")
        broken.push(`${id} was told to be refunded and is not`);
    }
  return { requirement: 'everyone told "paid" has the seat', examined, broken };
}

/** Everything charged for a ticket is what its fan was told, or sees when they look now. */
async function checkVisibility(
  fans: readonly SimulatedUser[],
  rows: readonly Row[],
  client: Client,
): Promise<CheckResult> {
  const broken: string[] = [];
  for (const fan of fans) {
    const own = rows.filter(({ userId }) => userId === fan.id).map(({ id }) => id);
    if (own.every((id) => fan.paid.has(id))) continue;
    const seen = new Set<string>();
    for (let before = ""; ; ) {
      const path = `/api/reservations?limit=100${before}`;
      const page = (await client.request({ method: "GET", path, session: fan.session })).body as Partial<Seen>;
      for (const { payment } of page.reservations ?? []) if (payment) seen.add(payment.id);
      if (!page.next) break;
      before = `&before=${page.next}`;
    }
    broken.push(...own.filter((id) => !seen.has(id) && !fan.paid.has(id)).map((id) => `${fan.id} does not see ${id}`));
  }
  return { requirement: "everyone charged was told so or sees it", examined: rows.length, broken };
}

async function checkWallets(fans: readonly SimulatedUser[]): Promise<CheckResult> {
  const { rows } = await pool().query<{ userId: string; won: string }>(
    `SELECT user_id AS "userId", sum(amount) AS won FROM ledger_entry WHERE type = 'CHARGE' GROUP BY 1`,
  );
  const charged = new Map(rows.map(({ userId, won }) => [userId, Number(won)]));
  const isOff = ({ id, chargedWon, unclearWon }: SimulatedUser) => {
    const won = charged.get(id) ?? 0;
    return won < chargedWon || won > chargedWon + unclearWon;
  };
  const broken = fans
    .filter(isOff)
    .map((fan) => `${fan.id} was told ${fan.chargedWon}, the ledger says ${charged.get(fan.id)}`);
  return { requirement: "every charge told is in the wallet, once", examined: fans.length, broken };
}

/**
 * Nobody who was there is let in after somebody with a higher number. Who did not ask again when promised is passed over
 * by design; who was let in, and not told before a flush, is let in anew after it: neither says anything about the order.
 */
function checkAdmissionOrder(
  fans: readonly SimulatedUser[],
  outcomes: readonly Outcome[],
  { beganAt }: Timeline,
): CheckResult {
  const second = (at: number) => ((at - beganAt) / 1000).toFixed(2);
  const flushes = outcomes.flatMap(({ flushedAt, lastedMs }) => (flushedAt ? [flushedAt - lastedMs] : []));
  const admitted = fans.flatMap((fan) => [...fan.admissions].map(([number, at]) => ({ number, at })));
  const inTime = admitted.sort((a, b) => a.at - b.at);
  const broken = new Set<string>();
  let examined = 0;
  for (const fan of fans)
    for (const { number, sentAt, at, presentUntil } of fan.contacts) {
      const own = fan.admissions.get(number) ?? Number.POSITIVE_INFINITY; // gave up, or the sale was over first
      if (own > presentUntil || flushes.some((flushed) => sentAt < flushed && own > flushed)) continue;
      examined++;
      const meanwhile = inTime.slice(indexAfter(inTime, at), indexAfter(inTime, own - 1));
      const before = meanwhile.find((one) => one.number > number);
      if (before)
        broken.add(
          `#${before.number} was let in at ${second(before.at)} s before #${number} at ${second(own)} s, who was heard at ${second(at)} s`,
        );
    }
  return { requirement: "the order of admission held", examined, broken: [...broken] };
}

/** The first of these, in order of time, that is later than `at`. */
function indexAfter(inTime: readonly { at: number }[], at: number): number {
  let [low, high] = [0, inTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inTime[middle]?.at ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

const took = (ms: number | null) => `${ms ?? "not within 30000"} ms`;

function checkTimes(
  { longestMs, requests }: Timeline,
  outcomes: readonly Outcome[],
  { recoverySeconds, patience, timed }: ChaosOptions,
): CheckResult[] {
  const limit = (ms: number) => (timed ? ms : Number.POSITIVE_INFINITY);
  const late = outcomes.filter(
    ({ recoveredMs }) => recoveredMs === null || recoveredMs > limit(RETURN_WITHIN_MS * patience),
  );
  const flushes = outcomes.filter(({ flushedAt }) => flushedAt !== null);
  const closed = flushes.filter(
    ({ admittedMs }) => admittedMs === null || admittedMs > limit(recoverySeconds * 1000 + ADMIT_WITHIN_MS * patience),
  );
  return [
    {
      requirement: timed ? "no request waited more than 15 s" : "every request was answered or cut off",
      examined: requests,
      broken: longestMs > limit(ANSWER_WITHIN_MS) ? [`one took ${Math.round(longestMs)} ms`] : [],
    },
    {
      requirement: timed
        ? `the service answers within ${(RETURN_WITHIN_MS * patience) / 1000} s of the return`
        : "the service answers again after each fault",
      examined: outcomes.length,
      broken: late.map(({ fault, recoveredMs }) => `${fault}: ${took(recoveredMs)}`),
    },
    {
      requirement: "admission resumes after a flush",
      examined: flushes.length,
      broken: closed.map(({ fault, admittedMs }) => `${fault}: ${took(admittedMs)}`),
    },
  ];
}

/** Everything that must have survived, once the sale is over and every fan has settled what they asked for. */
export async function checkAll(
  fans: readonly SimulatedUser[],
  outcomes: readonly Outcome[],
  client: Client,
  timeline: Timeline,
  options: ChaosOptions,
): Promise<CheckResult[]> {
  const timed = checkTimes(timeline, outcomes, options); // before the looks below are counted too
  const { checks, findings } = await auditDuringSale();
  const unclean = outcomes.filter(({ violations }) => violations > 0).map(({ fault }) => `after: ${fault}`);
  const rows = await payments();
  const unclear = fans.filter((fan) => fan.unclear > 0).map(({ id, unclear }) => `${id}: ${unclear} requests`);
  return [
    {
      requirement: "the books are in order, after every fault and at the end",
      examined: checks * (outcomes.length + 1),
      broken: [...unclean, ...findings.map((finding) => JSON.stringify(finding))],
    },
    checkTickets(fans, rows),
    await checkVisibility(fans, rows, client),
    await checkWallets(fans),
    checkAdmissionOrder(fans, outcomes, timeline),
    ...timed,
    { requirement: "every request came to an end", examined: fans.length, broken: unclear },
  ];
}
