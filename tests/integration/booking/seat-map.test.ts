import { describe, expect, test } from "vitest";
import {
  availabilityByConcert,
  findConcertOfReservations,
  findConcertOfSchedule,
  findLiveHold,
  findReservations,
  findSchedules,
  sweep,
} from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay, refund } from "@/lib/payments";
import { freshKey, holdSeats, resultOf, seatMap } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";

describe("the seat map", () => {
  test("the seat map shows every seat's status, and which are mine", async () => {
    const [me, other, concert] = await Promise.all([
      makeFan({ balance: 100_000 }),
      makeFan(),
      makeConcert({ seats: 5 }),
    ]);
    const { reservations } = await holdSeats(me, concert, [1]);
    await pay(
      me.id,
      reservations.map(({ id }) => id),
      freshKey(),
    );
    await holdSeats(me, concert, [2], 2);
    await holdSeats(other, concert, [3]);
    const { seats } = await seatMap(concert.scheduleId, me.id);
    expect(seats.map(({ number, status, mine }) => [number, status, mine])).toEqual([
      [1, "RESERVED", true],
      [2, "TEMPORARY", true],
      [3, "TEMPORARY", false],
      [4, "AVAILABLE", false],
      [5, "AVAILABLE", false],
    ]);
    expect(seats[0]).toEqual({
      id: concert.schedules[0]?.seats[0]?.id,
      number: 1,
      section: "",
      row: "A",
      label: "1",
      x: 0,
      y: 0,
      grade: "R",
      price: 50_000,
      status: "RESERVED",
      mine: true,
    });
    expect((await seatMap(concert.scheduleId)).seats.some(({ mine }) => mine)).toBe(false);
  });

  test("the seat map and the counts show a lapsed hold as available at once, to its holder too", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 5 })]);
    await holdSeats(fan, concert, [1, 2]);
    expect((await findSchedules(concert.id))[0]).toMatchObject({ seatsTotal: 5, seatsAvailable: 3 });
    await movePostgresClock(301_000);
    const { seats } = await seatMap(concert.scheduleId, fan.id);
    expect(seats.every(({ status, mine }) => status === "AVAILABLE" && !mine)).toBe(true);
    expect((await findSchedules(concert.id))[0]).toMatchObject({ seatsTotal: 5, seatsAvailable: 5 });
  });

  test("the version of a seat map grows with every hold, lapse, take-over, sweep, payment and refund", async () => {
    const [fan, rival] = await Promise.all([makeFan({ balance: 100_000 }), makeFan()]);
    const concert = await makeConcert({ seats: 3 });
    const versions: number[] = [];
    const look = async () => versions.push((await seatMap(concert.scheduleId)).version);
    await look();
    await holdSeats(rival, concert, [1, 2]);
    await look();
    await movePostgresClock(301_000);
    await look();
    const { reservations } = await holdSeats(fan, concert, [1]);
    await look();
    await sweep();
    await look();
    const { payments } = await pay(
      fan.id,
      reservations.map(({ id }) => id),
      freshKey(),
    );
    await look();
    await refund(fan.id, payments[0]?.id ?? "", freshKey());
    await look();
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    await look();
    expect(versions.at(-1)).toBe(versions.at(-2));
  });

  test("loadSeatMap() of an unknown date throws SCHEDULE_NOT_FOUND", async () => {
    expect(await resultOf(seatMap("999999999"))).toBe("SCHEDULE_NOT_FOUND");
    expect(await findConcertOfSchedule("999999999")).toBeNull();
  });
});

test("findSchedules() returns dates in order, with their concert", async () => {
  const concert = await makeConcert({ schedules: 3, seats: 4 });
  const dates = await findSchedules(concert.id);
  expect(dates.map(({ id }) => id)).toEqual(concert.schedules.map(({ id }) => id));
  expect(dates[1]).toEqual({
    id: concert.schedules[1]?.id,
    concertId: concert.id,
    startsAt: concert.schedules[1]?.startsAt.toISOString(),
    venue: "Test Hall",
    seatsTotal: 4,
    seatsAvailable: 4,
  });
  expect(await findConcertOfSchedule(concert.scheduleId)).toBe(concert.id);
  const seats = { total: 12, available: 12 };
  await expect.poll(async () => (await availabilityByConcert()).get(concert.id)).toEqual(seats);
});

describe("holds and reservations of a fan", () => {
  test("findLiveHold() returns the server's clock, so that the remaining time can be shown", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ price: 20_000 })]);
    expect(await findLiveHold(fan.id, concert.id)).toBeNull();
    const held = await holdSeats(fan, concert, [2, 1]);
    await movePostgresClock(60_000);
    const live = await findLiveHold(fan.id, concert.id);
    expect(live).toMatchObject({
      scheduleId: concert.scheduleId,
      venue: "Test Hall",
      totalPrice: 40_000,
      expiresAt: held.expiresAt,
    });
    expect(live?.reservations.map(({ seatNumber, row, label }) => [seatNumber, row, label])).toEqual([
      [1, "A", "1"],
      [2, "A", "2"],
    ]);
    const left = Date.parse(live?.expiresAt ?? "") - Date.parse(live?.now ?? "");
    expect(left).toBeGreaterThan(230_000);
    expect(left).toBeLessThanOrEqual(240_000);
    await movePostgresClock(301_000);
    expect(await findLiveHold(fan.id, concert.id)).toBeNull();
  });

  test("findReservations() returns status, concert and seat, newest first, in pages", async () => {
    const [fan, concert] = await Promise.all([makeFan({ balance: 100_000 }), makeConcert({ name: "First Name" })]);
    const bought = await holdSeats(fan, concert, [1]);
    const { payments } = await pay(
      fan.id,
      bought.reservations.map(({ id }) => id),
      freshKey(),
    );
    await holdSeats(fan, concert, [2], 2);
    await pool().query("UPDATE concert SET name = 'Second Name' WHERE id = $1", [concert.id]);
    const first = await findReservations(fan.id, { limit: 1 });
    expect(first.reservations[0]).toMatchObject({
      status: "RESERVING",
      payment: null,
      refundable: false,
      seat: { number: 2 },
    });
    const second = await findReservations(fan.id, { before: first.next ?? "", limit: 1 });
    expect(second.next).toBeNull();
    expect(second.reservations[0]).toMatchObject({
      status: "RESERVED",
      price: 50_000,
      concert: {
        id: concert.id,
        slug: concert.slug,
        name: "First Name",
        scheduleId: concert.scheduleId,
        venue: "Test Hall",
      },
      seat: { number: 1, row: "A", label: "1", grade: "R" },
      payment: { id: payments[0]?.id, status: "COMPLETED" },
      refundable: true,
      refundUntil: new Date((concert.schedules[0]?.startsAt.getTime() ?? 0) - 24 * 3_600_000).toISOString(),
    });
    await movePostgresClock(301_000);
    expect((await findReservations(fan.id, { limit: 1 })).reservations[0]?.status).toBe("CANCELED");
    await movePostgresClock(29.5 * 24 * 3_600_000);
    expect((await findReservations(fan.id, { limit: 9 })).reservations.map(({ refundable }) => refundable)).toEqual([
      false,
      false,
    ]);
  });

  test("findConcertOfReservations() is null for reservations of several concerts or of another fan", async () => {
    const [fan, stranger, concert, other] = await Promise.all([makeFan(), makeFan(), makeConcert(), makeConcert()]);
    const ids = (await holdSeats(fan, concert, [1, 2])).reservations.map(({ id }) => id);
    const elsewhere = (await holdSeats(fan, other, [1])).reservations.map(({ id }) => id);
    expect(await findConcertOfReservations(fan.id, [...ids, ...ids])).toBe(concert.id);
    expect(await findConcertOfReservations(fan.id, [...ids, ...elsewhere])).toBeNull();
    expect(await findConcertOfReservations(fan.id, [...ids, "999999999"])).toBeNull();
    expect(await findConcertOfReservations(stranger.id, ids)).toBeNull();
  });
});
