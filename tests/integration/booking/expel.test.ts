import { describe, expect, test } from "vitest";
import { expel } from "@/lib/booking";
import { concertAuditLog } from "@/lib/concerts";
import { redis } from "@/lib/core/redis";
import { drainOnce, EVENTS, queueSink } from "@/lib/outbox";
import { pay } from "@/lib/payments";
import {
  configure,
  endPlace,
  expelPlace,
  findByNumber,
  findByUser,
  join,
  poll,
  publicState,
  type QueueSettings,
  queueStats,
} from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { type Place, verifyToken } from "@/lib/queue/token";
import { endedPlaces, eventsOf, freshKey, holdSeats, resultOf, seatRows } from "../../support/booking";
import { moveLineClock } from "../../support/clock";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";
import { testQueue } from "../../support/queue";

type Scene = { concert: TestConcert; line: QueueSettings; admin: TestUser };

async function aScene(capacity = 1): Promise<Scene> {
  const [concert, admin] = await Promise.all([makeConcert({ capacity }), makeAdmin()]);
  return { concert, admin, line: testQueue({ concertId: concert.id, capacity }) };
}

async function joins(line: QueueSettings, fan?: TestUser): Promise<{ fan: TestUser; place: Place }> {
  const user = fan ?? (await makeFan({ balance: 100_000 }));
  return { fan: user, place: verifyToken((await join(line, user.id)).ticket.token, { userId: user.id }) };
}

const putsOut = async ({ admin }: Scene, place: Place) => {
  const done = await expel(place, "Sells places", admin.id);
  await expelPlace(place);
  return done;
};

const PUT_OUT = expect.objectContaining({ code: "PUT_OUT" });

describe("an expelled fan", () => {
  test("a waiting fan who is expelled loses the place and sees why, and the fans behind move up", async () => {
    const scene = await aScene();
    await joins(scene.line);
    const [second, third] = [await joins(scene.line), await joins(scene.line)];
    expect(await putsOut(scene, second.place)).toEqual({ released: 0 });
    await expect(poll(second.place)).rejects.toEqual(PUT_OUT);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", position: 1 });
    expect(await endedPlaces(scene.concert)).toEqual([{ userId: second.fan.id, number: 2, reason: "EXPELLED" }]);
    expect((await queueStats(scene.concert.id, 1)).minutes.at(-1)).toMatchObject({ putOut: 1, left: 0, waiting: 1 });
  });

  test("an active fan who is expelled frees the slot at once and the seats held unpaid", async () => {
    const scene = await aScene();
    const [inside, next] = [await joins(scene.line), await joins(scene.line)];
    await holdSeats(inside.fan, scene.concert, [1, 2]);
    expect(await putsOut(scene, inside.place)).toEqual({ released: 2 });
    expect((await seatRows(scene.concert)).filter(({ status }) => status !== "AVAILABLE")).toEqual([]);
    expect(await poll(next.place)).toMatchObject({ status: "ACTIVE" });
    expect(await resultOf(holdSeats(inside.fan, scene.concert, [3]))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  });

  test("an expelled fan keeps paid seats, and a place that has ended cannot be expelled", async () => {
    const scene = await aScene();
    const { fan, place } = await joins(scene.line);
    const { reservations } = await holdSeats(fan, scene.concert, [1]);
    const ids = reservations.map(({ id }) => id);
    await pay(fan.id, ids, freshKey());
    expect(await resultOf(expel(place, "Too late", scene.admin.id))).toBe("NOT_IN_QUEUE");
    expect((await seatRows(scene.concert))[0]).toMatchObject({ status: "RESERVED", holderId: fan.id });
    expect(await concertAuditLog(scene.concert.id, scene.admin)).toEqual([]);
  });

  test("an expelled fan may join again at the back, and a redelivered expulsion does not touch the newer place", async () => {
    const scene = await aScene();
    await joins(scene.line);
    const [second, third] = [await joins(scene.line), await joins(scene.line)];
    await putsOut(scene, second.place);
    const again = await joins(scene.line, second.fan);
    expect(again.place.number).toBe(4);
    await expelPlace(second.place);
    expect(await poll(again.place)).toMatchObject({ status: "WAITING", number: 4, position: 2 });
    expect(await poll(third.place)).toMatchObject({ position: 1 });
  });

  test("an expelled fan's old token is worth nothing, also when Redis is lost in between", async () => {
    const scene = await aScene();
    const { place } = await joins(scene.line);
    await putsOut(scene, place);
    await redis().del(...queueKeys(scene.concert.id));
    await expect(poll(place)).rejects.toEqual(PUT_OUT);
    moveLineClock(60_000);
    await configure(scene.line);
    await expect(poll(place)).rejects.toEqual(PUT_OUT);
    expect(await publicState(scene.concert.id)).toMatchObject({ waiting: 0, active: 0 });
  });

  test("the outbox expels the fan from the queue if the process dies before it could", async () => {
    const scene = await aScene();
    const { fan, place } = await joins(scene.line);
    await holdSeats(fan, scene.concert, [1]);
    await expel(place, "Sells places", scene.admin.id);
    expect(await poll(place)).toMatchObject({ status: "ACTIVE" });
    const events = await eventsOf(scene.concert);
    expect(events.map(({ type, payload }) => [type, payload.place])).toEqual([
      ["hold.released", null],
      ["place.expelled", { concertId: scene.concert.id, userId: fan.id, number: 1 }],
    ]);
    expect(EVENTS["place.expelled"].parse(events[1]?.payload)).toMatchObject({ number: 1 });
    await drainOnce([{ ...queueSink(endPlace, expelPlace), name: `line-${scene.concert.id}` }]);
    await expect(poll(place)).rejects.toEqual(PUT_OUT);
  });

  test("an expulsion is in the audit log: who did it, to whom, and why", async () => {
    const scene = await aScene();
    const { fan, place } = await joins(scene.line);
    await putsOut(scene, place);
    expect(await concertAuditLog(scene.concert.id, scene.admin)).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actor: scene.admin.name,
        action: "queue.expelled",
        changes: { number: [null, 1], fan: [null, fan.name], reason: [null, "Sells places"] },
      },
    ]);
  });

  test("expelling while the fan holds or pays never leaves a seat held under an ended place", async () => {
    for (let round = 0; round < 12; round++) {
      const scene = await aScene(10);
      const { fan, place } = await joins(scene.line);
      const first = round % 2 === 0 ? null : await holdSeats(fan, scene.concert, [1]);
      const ids = first?.reservations.map(({ id }) => id) ?? [];
      const [acted, expelled] = await Promise.all([
        resultOf(first ? pay(fan.id, ids, freshKey()) : holdSeats(fan, scene.concert, [1])),
        resultOf(expel(place, "Now", scene.admin.id)),
      ]);
      const [seat] = await seatRows(scene.concert);
      if (first && acted === "ok") expect([expelled, seat?.status]).toEqual(["NOT_IN_QUEUE", "RESERVED"]);
      else expect([expelled, seat?.status]).toEqual(["ok", "AVAILABLE"]);
    }
  });
});

describe("finding a place", () => {
  test("a place is found by its fan or its number, waiting, active or passed over, and not when there is none", async () => {
    const { line, concert } = await aScene();
    const [inside, absent, waiting] = [await joins(line), await joins(line), await joins(line)];
    moveLineClock(60_000);
    await poll(waiting.place);
    await endPlace(inside.place);
    const found = { concertId: concert.id, userId: absent.fan.id, number: 2, status: "PASSED_OVER", position: 0 };
    expect(await findByUser(concert.id, absent.fan.id)).toEqual(found);
    expect(await findByNumber(concert.id, 2)).toEqual(found);
    const active = { concertId: concert.id, userId: waiting.fan.id, number: 3, status: "ACTIVE", position: 0 };
    expect(await findByNumber(concert.id, 3)).toEqual(active);
    const { fan } = await joins(line);
    const last = { concertId: concert.id, userId: fan.id, number: 4, status: "WAITING", position: 1 };
    expect(await findByUser(concert.id, fan.id)).toEqual(last);
    expect(await findByNumber(concert.id, 4)).toEqual(last);
    expect(await findByNumber(concert.id, 1)).toBeNull();
    expect(await findByUser(concert.id, inside.fan.id)).toBeNull();
    expect(await findByNumber(concert.id, 99)).toBeNull();
  });
});
