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
  const who = fan ?? (await makeFan({ balance: 100_000 }));
  return { fan: who, place: verifyToken((await join(line, who.id)).ticket.token, { userId: who.id }) };
}

const putsOut = async ({ admin }: Scene, place: Place) => {
  const done = await expel(place, "Sells places", admin.id);
  await expelPlace(place);
  return done;
};

const PUT_OUT = expect.objectContaining({ code: "PUT_OUT" });

describe("a fan who is put out", () => {
  test("while waiting loses the place, is told so, and whoever stood behind moves up", async () => {
    const scene = await aScene();
    await joins(scene.line);
    const [second, third] = [await joins(scene.line), await joins(scene.line)];
    expect(await putsOut(scene, second.place)).toEqual({ released: 0 });
    await expect(poll(second.place)).rejects.toEqual(PUT_OUT);
    expect(await poll(third.place)).toMatchObject({ status: "WAITING", position: 1 });
    expect(await endedPlaces(scene.concert)).toEqual([{ userId: second.fan.id, number: 2, reason: "EXPELLED" }]);
    expect((await queueStats(scene.concert.id, 1)).minutes.at(-1)).toMatchObject({ putOut: 1, left: 0, waiting: 1 });
  });

  test("while inside frees the slot at once and the seats held unpaid", async () => {
    const scene = await aScene();
    const [inside, next] = [await joins(scene.line), await joins(scene.line)];
    await holdSeats(inside.fan, scene.concert, [1, 2]);
    expect(await putsOut(scene, inside.place)).toEqual({ released: 2 });
    expect((await seatRows(scene.concert)).filter(({ status }) => status !== "AVAILABLE")).toEqual([]);
    expect(await poll(next.place)).toMatchObject({ status: "ACTIVE" });
    expect(await resultOf(holdSeats(inside.fan, scene.concert, [3]))).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  });

  test("keeps what is paid, and a place that is over already is none to put out", async () => {
    const scene = await aScene();
    const { fan, place } = await joins(scene.line);
    const { reservations } = await holdSeats(fan, scene.concert, [1]);
    const ids = reservations.map(({ id }) => id);
    await pay(fan.id, ids, freshKey());
    expect(await resultOf(expel(place, "Too late", scene.admin.id))).toBe("NOT_IN_QUEUE");
    expect((await seatRows(scene.concert))[0]).toMatchObject({ status: "RESERVED", holderId: fan.id });
    expect(await concertAuditLog(scene.concert.id, scene.admin)).toEqual([]);
  });

  test("may join again, at the back, and that newer place is not touched by the same order told again", async () => {
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

  test("gets no second turn from an old token, also when Redis is lost in between", async () => {
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

  test("is put out by the outbox if the process dies before it could tell the line", async () => {
    const scene = await aScene();
    const { fan, place } = await joins(scene.line);
    await holdSeats(fan, scene.concert, [1]);
    await expel(place, "Sells places", scene.admin.id);
    expect(await poll(place)).toMatchObject({ status: "ACTIVE" });
    const told = await eventsOf(scene.concert);
    expect(told.map(({ type, payload }) => [type, payload.place])).toEqual([
      ["hold.released", null],
      ["place.expelled", { concertId: scene.concert.id, userId: fan.id, number: 1 }],
    ]);
    expect(EVENTS["place.expelled"].parse(told[1]?.payload)).toMatchObject({ number: 1 });
    await drainOnce([{ ...queueSink(endPlace, expelPlace), name: `line-${scene.concert.id}` }]);
    await expect(poll(place)).rejects.toEqual(PUT_OUT);
  });

  test("stands in the history: who did it, to whom, and why", async () => {
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

  test("at the moment they hold or pay ends one way or the other, never with a seat held by a place that is over", async () => {
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

describe("a place is found", () => {
  test("by its fan or its number, waiting, inside or passed over; and not when there is none", async () => {
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
