import { beforeAll, expect, onTestFinished, test } from "vitest";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { type Place, verifyToken } from "@/lib/queue/token";
import { moveLineClock } from "../support/clock";
import { makeConcert, makeFans, type TestConcert, type TestUser } from "../support/fixtures";
import { testQueue } from "../support/queue";
import { seededRandom } from "../support/race";
import { withRedisClient } from "../support/redis-wire";

const FANS = 2_000;
const CAPACITY = 40;
const AT_ONCE = 100;
const WINDOW_MS = 300_000; // longer than two thousand fans need on a slow machine
const SEEDS = [1, 2, Math.floor(Math.random() * 1_000_000)];

type Pick = (limit: number) => number;

let fans: TestUser[];
beforeAll(async () => {
  fans = await makeFans(FANS);
});

async function inBatches<T, Answer>(all: readonly T[], work: (one: T) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < all.length; n += AT_ONCE)
    answers.push(...(await Promise.all(all.slice(n, n + AT_ONCE).map(work))));
  return answers;
}

const shuffled = <T>(all: readonly T[], pick: Pick): T[] =>
  all
    .map((one) => ({ one, by: pick(2 ** 31) }))
    .sort((a, b) => a.by - b.by)
    .map(({ one }) => one);

const byNumber = (a: Place, b: Place) => a.number - b.number;

/** Joins; returns the place that the new token proves. */
async function joinOne(queue: QueueSettings, { id: userId }: TestUser, proved?: Place): Promise<Place> {
  const { ticket } = await join(queue, userId, proved);
  return verifyToken(ticket.token, { userId });
}

/** Records a payment as its transaction does. */
const payFor = ({ concertId, userId, number }: Place) =>
  pool().query(
    "INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at) VALUES ($1, $2, $3, 'PAID', jari_now())",
    [concertId, userId, number],
  );

/** @throws unless every fan is waiting, active or skipped at most once */
async function requireUniqueFans(queue: QueueSettings): Promise<void> {
  const [, waiting = "", active = "", , , skipped = ""] = queueKeys(queue.concertId);
  const users = await withRedisClient(async (client) =>
    (await Promise.all([waiting, active, skipped].map((key) => client.zrange(key, 0, -1)))).flat(),
  );
  expect(users.length).toBe(new Set(users).size);
}

/** Runs the queue until it is empty; returns the numbers in the order of their admission. */
async function admissions(queue: QueueSettings, places: Place[], active: ReadonlySet<number>): Promise<number[]> {
  const placeOf = new Map(places.map((place) => [place.number, place]));
  const [, , , sessions = ""] = queueKeys(queue.concertId);
  const admitted: number[] = [];
  for (;;) {
    await tick(queue);
    const now = (await withRedisClient((client) => client.hvals(sessions))).map((session) =>
      Number(session.split(":")[0]),
    );
    if (now.length === 0) return admitted;
    const fresh = now.filter((number) => !active.has(number)).sort((a, b) => a - b);
    admitted.push(...fresh.filter((number) => !admitted.includes(number)));
    for (const number of now) await endPlace(placeOf.get(number) ?? expect.fail(`no fan has ${number}`));
  }
}

async function aSale(): Promise<{ concert: TestConcert; queue: QueueSettings }> {
  const concert = await makeConcert({ capacity: CAPACITY, admitPerMinute: 100_000 });
  return { concert, queue: testQueue({ concertId: concert.id, capacity: CAPACITY }) };
}

test.each(SEEDS)(
  "seed %i: after FLUSHALL the queue is as it was, for the fans who come back",
  async (seed) => {
    const pick = seededRandom(seed);
    const { QUEUE_RECOVERY_SECONDS } = env();
    env().QUEUE_RECOVERY_SECONDS = WINDOW_MS / 1000;
    onTestFinished(() => {
      env().QUEUE_RECOVERY_SECONDS = QUEUE_RECOVERY_SECONDS;
    });
    const { queue } = await aSale();

    // Fans join; some active ones pay, some waiting ones leave, and meanwhile Redis loses everything.
    const flushedAt = AT_ONCE * (2 + pick(15));
    const before = (await inBatches(fans.slice(0, flushedAt), (fan) => joinOne(queue, fan))).sort(byNumber);
    const paid = before.slice(0, 10 + pick(20));
    for (const place of paid) await payFor(place);
    await inBatches(paid, endPlace);
    const left = before.filter(({ number }) => number > flushedAt / 2 && pick(10) === 0);
    await inBatches(left, leave);
    const active = (
      await inBatches(before.slice(paid.length, paid.length + CAPACITY), async (place) => {
        const { token } = await poll(place);
        return verifyToken(token, place);
      })
    ).filter(({ admittedAt }) => admittedAt !== undefined);
    expect(active.length).toBe(CAPACITY);
    const last = pick(FANS - flushedAt - AT_ONCE);
    let joins = 0;
    const after = await inBatches(fans.slice(flushedAt), async (fan) => {
      const [place] = await Promise.all([
        joinOne(queue, fan),
        joins++ === last && withRedisClient((client) => client.flushall()),
      ]);
      return place;
    });
    const highest = before.at(-1)?.number ?? 0;

    // Fans come back in any order; one in ten joins without the token first, then with it.
    const ended = new Set([...paid, ...left].map(({ number }) => number));
    const insideNumbers = new Set(active.map(({ number }) => number));
    const activePlaces = new Map(active.map((place) => [place.number, place]));
    const back = shuffled(
      [...before.map((place) => activePlaces.get(place.number) ?? place), ...after].filter(() => pick(5) > 0),
      pick,
    );
    const statuses = await inBatches(back, async (place) => {
      const fan = fans.find(({ id }) => id === place.userId) ?? expect.fail("an unknown fan");
      const isOld = place.number <= highest && !ended.has(place.number);
      if (isOld && pick(10) === 0) await joinOne(queue, fan);
      if (isOld && pick(10) === 0) expect((await joinOne(queue, fan, place)).number).toBe(place.number);
      const answer = await poll(place).catch((error) => error);
      const status: string = answer.status ?? answer.code;
      return { place, status: ["EXPIRED", "NOT_IN_QUEUE"].includes(status) ? "over" : status };
    });
    const expectedStatus = ({ number }: Place) =>
      insideNumbers.has(number) ? "ACTIVE" : ended.has(number) ? "over" : "WAITING";
    expect(statuses).toEqual(back.map((place) => ({ place, status: expectedStatus(place) })));
    await requireUniqueFans(queue);
    expect((await publicState(queue.concertId)).active).toBe(
      back.filter(({ number }) => insideNumbers.has(number)).length,
    );

    // No number was issued twice, and all numbers after the loss are above those before it.
    expect(new Set([...before, ...after].map(({ number }) => number)).size).toBe(FANS);
    for (const { number } of after) expect(number).toBeGreaterThan(highest);
    expect(after.filter(({ number }) => number > FANS).length).toBeGreaterThan(0);

    // They are admitted in the order of their numbers.
    const waiting = back.filter(({ number }) => !ended.has(number) && !insideNumbers.has(number)).sort(byNumber);
    moveLineClock(WINDOW_MS - 10_000);
    await inBatches(waiting, poll);
    await requireUniqueFans(queue);
    moveLineClock(WINDOW_MS + 1_000);
    const order = await admissions(queue, [...before, ...after], insideNumbers);
    expect(order.filter((number) => waiting.some((place) => place.number === number))).toEqual(
      waiting.map(({ number }) => number),
    );
  },
  240_000,
);
