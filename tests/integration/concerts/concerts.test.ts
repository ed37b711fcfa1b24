import { describe, expect, it } from "vitest";
import { hold } from "@/lib/booking";
import {
  type ConcertBody,
  concertAuditLog,
  concertById,
  concertEdit,
  concertForEdit,
  concertInput,
  concertsForAdmin,
  createConcert,
  updateConcert,
  updateQueueSettings,
} from "@/lib/concerts";
import { pool } from "@/lib/core/db";
import { makeAdmin, makeConcert, makeFan, makeFans } from "../../support/fixtures";

const hallOf = (seats: number, price = 88_000) => ({
  type: "plain" as const,
  seats,
  grades: [{ name: "R", price, from: 1, to: seats }],
});

const body = (wishes: Partial<ConcertBody> = {}): ConcertBody => ({
  name: "달빛 정거장 — 겨울 공연",
  host: "느린파도",
  description: "한 시간 반, 쉬는 시간 없이.",
  salesOpenAt: "2026-11-01T20:00:00+09:00",
  salesCloseAt: "2027-11-01T20:00:00+09:00",
  schedules: [{ startsAt: "2027-11-02T19:00:00+09:00", venue: "마루 소극장", hall: hallOf(50) }],
  ...wishes,
});

const create = async (wishes: Partial<ConcertBody> = {}) => {
  const admin = await makeAdmin();
  return { admin, ...(await createConcert(concertInput.parse(body(wishes)), admin)) };
};
const edit = (fields: object) => concertEdit.parse(fields);
const seatsOf = async (scheduleId = "") =>
  (
    await pool().query("SELECT number, price, grade, status FROM seat WHERE schedule_id = $1 ORDER BY number", [
      scheduleId,
    ])
  ).rows;
const first = <T>([item]: T[]): T => {
  if (item === undefined) throw new Error("nothing there");
  return item;
};

describe("createConcert()", () => {
  it("saves the concert, its dates, every seat, its event and an audit entry", async () => {
    const { admin, id, slug, schedules } = await create();
    expect(slug).toMatch(/^dalbit-jeonggeojang-gyeoul-gongyeon(-\d+)?$/);
    expect(await concertById(id)).toMatchObject({
      ...{ id, slug, seatLimit: 4, refundHours: 24, capacity: 100, admitPerMinute: 600, demoCrowd: false },
      salesOpenAt: "2026-11-01T11:00:00.000Z",
      schedules: [
        { venue: "마루 소극장", seatsTotal: 50, hallKind: "plain", grades: [{ letter: "R", price: 88_000 }] },
      ],
    });
    expect(await seatsOf(first(schedules).id)).toHaveLength(50);
    const { rows } = await pool().query("SELECT type, payload FROM outbox_event WHERE aggregate_key = $1", [
      `concert:${id}`,
    ]);
    expect(rows).toMatchObject([
      { type: "concert.published", payload: { concertId: id, slug, scheduleIds: [first(schedules).id] } },
    ]);
    expect(await concertAuditLog(id, admin)).toMatchObject([{ action: "concert.created", actor: admin.name }]);
  });

  it("gives concerts of one name slugs of their own", async () => {
    const name = `Encore ${crypto.randomUUID().slice(0, 8)}`;
    const concerts = await Promise.all([1, 2, 3].map(() => create({ name })));
    const base = name.toLowerCase().replace(" ", "-");
    expect(concerts.map(({ slug }) => slug).sort()).toEqual([base, `${base}-2`, `${base}-3`]);
  });

  it("saves nothing when a hall is refused, and names every problem of every date", async () => {
    const admin = await makeAdmin();
    const name = crypto.randomUUID();
    const good = first(body().schedules);
    const schedules = [
      good,
      { ...good, hall: { ...hallOf(50), seats: 60 } },
      { ...good, hall: { type: "imported" as const, plan: {}, prices: {} } },
    ];
    await expect(createConcert(concertInput.parse(body({ name, schedules })), admin)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      detail: {
        errors: [
          { path: "schedules[1].hall.grades", code: "GRADES_GAP" },
          { path: "schedules[2].hall.plan.name" },
          { path: "schedules[2].hall.plan.categories" },
          { path: "schedules[2].hall.plan.zones" },
          { path: "schedules[2].hall.plan.zones", code: "NO_SEATS" },
        ],
      },
    });
    expect((await pool().query("SELECT 1 FROM concert WHERE name = $1", [name])).rows).toEqual([]);
  });

  it("saves a hall of 100,000 seats", async () => {
    const seats = Array.from({ length: 100_000 }, (_, index) => ({
      ...{ seat_guid: `s${index}`, seat_number: `${index}`, category: "R" },
      position: { x: (index % 400) * 20, y: Math.floor(index / 400) * 20 },
    }));
    const plan = {
      name: "Field",
      categories: [{ name: "R" }],
      zones: [{ position: { x: 0, y: 0 }, rows: [{ row_number: "1", seats }] }],
    };
    const imported = { type: "imported" as const, plan, prices: { R: 1_000 } };
    const { id } = await create({ schedules: [{ ...first(body().schedules), hall: imported }] });
    expect(await concertById(id)).toMatchObject({ schedules: [{ seatsTotal: 100_000, hallKind: "imported" }] });
  });

  it("and the other admin commands refuse a fan", async () => {
    const fan = await makeFan();
    const { id } = await makeConcert();
    const forbidden = { code: "FORBIDDEN" };
    await expect(createConcert(concertInput.parse(body()), fan)).rejects.toMatchObject(forbidden);
    await expect(updateConcert(id, {}, fan)).rejects.toMatchObject(forbidden);
    await expect(updateQueueSettings(id, {}, fan)).rejects.toMatchObject(forbidden);
    await expect(concertsForAdmin(fan)).rejects.toMatchObject(forbidden);
    await expect(concertForEdit(id, fan)).rejects.toMatchObject(forbidden);
    await expect(concertAuditLog(id, fan)).rejects.toMatchObject(forbidden);
  });

  it("has an input schema that refuses values out of bounds", () => {
    const wrong = (wishes: object) =>
      concertInput.safeParse({ ...body(), ...wishes }).error?.issues.map(({ path }) => path.join("."));
    expect(wrong({ name: "  " })).toEqual(["name"]);
    expect(wrong({ name: "\u0000" })).toEqual(["name"]);
    expect(wrong({ salesCloseAt: "2026-10-01T00:00:00Z" })).toEqual(["salesCloseAt"]);
    expect(wrong({ salesOpenAt: "tomorrow" })).toEqual(["salesOpenAt"]);
    expect(wrong({ seatLimit: 0 })).toEqual(["seatLimit"]);
    expect(wrong({ schedules: [] })).toEqual(["schedules"]);
    expect(wrong({ schedules: [{ ...first(body().schedules), hall: { type: "tent" } }] })).toEqual([
      "schedules.0.hall.type",
    ]);
  });
});

describe("updateConcert()", () => {
  it("changes texts, limits and the sales window, and logs the old values", async () => {
    const { admin, id, slug } = await create();
    await updateConcert(id, edit({ name: "새 이름", seatLimit: 2, demoCrowd: true }), admin);
    expect(await concertById(id)).toMatchObject({
      slug,
      name: "새 이름",
      seatLimit: 2,
      demoCrowd: true,
      host: "느린파도",
    });
    expect(first(await concertAuditLog(id, admin))).toMatchObject({
      action: "concert.updated",
      changes: { name: ["달빛 정거장 — 겨울 공연", "새 이름"], seatLimit: [4, 2], demoCrowd: [false, true] },
    });
    await updateConcert(id, edit({ seatLimit: 2 }), admin);
    expect(await concertAuditLog(id, admin)).toHaveLength(2); // nothing changed, no entry
    const early = edit({ salesCloseAt: "2026-10-01T00:00:00Z" });
    await expect(updateConcert(id, early, admin)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(updateConcert("999999999999", {}, admin)).rejects.toMatchObject({ code: "CONCERT_NOT_FOUND" });
  });

  it("adds and moves dates", async () => {
    const { admin, id, schedules } = await create();
    const moved = { id: first(schedules).id, startsAt: "2027-12-24T10:00:00Z" };
    const added = { startsAt: "2027-12-25T10:00:00Z", venue: "큰 마루", hall: hallOf(20) };
    const saved = await updateConcert(id, edit({ schedules: [moved, added] }), admin);
    expect(saved.schedules).toHaveLength(2);
    expect((await concertById(id))?.schedules).toMatchObject([
      { startsAt: "2027-12-24T10:00:00.000Z", venue: "마루 소극장", seatsTotal: 50 },
      { startsAt: "2027-12-25T10:00:00.000Z", venue: "큰 마루", seatsTotal: 20 },
    ]);
    const bare = concertEdit.safeParse({ schedules: [{ venue: "x" }] }).error?.issues.map(({ path }) => path.join("."));
    expect(bare).toEqual(["schedules.0.startsAt", "schedules.0.hall"]);
    const elsewhere = await makeConcert();
    const foreign = edit({ schedules: [{ id: elsewhere.scheduleId, venue: "x" }] });
    await expect(updateConcert(id, foreign, admin)).rejects.toMatchObject({ code: "SCHEDULE_NOT_FOUND" });
  });

  it("replaces a hall whose seats are all free by a larger or smaller one", async () => {
    const { admin, id, schedules } = await create();
    const scheduleId = first(schedules).id;
    const replace = (seats: number, price: number) =>
      updateConcert(id, edit({ schedules: [{ id: scheduleId, hall: hallOf(seats, price) }] }), admin);
    await replace(70, 99_000);
    const larger = await seatsOf(scheduleId);
    expect(larger).toHaveLength(70);
    expect(new Set(larger.map((seat) => seat.price))).toEqual(new Set(["99000"]));
    await replace(30, 11_000);
    expect(await seatsOf(scheduleId)).toHaveLength(30);
  });

  it("refuses to replace a hall with a held or sold seat, but not one with an expired hold", async () => {
    const { admin, id, schedules } = await create();
    const fan = await makeFan();
    const scheduleId = first(schedules).id;
    const replace = () =>
      updateConcert(id, edit({ schedules: [{ id: scheduleId, hall: hallOf(40) }], name: "X" }), admin);
    const occupy = (number: number, status: string, expiry: string | null) =>
      pool().query(
        "UPDATE seat SET status = $3::seat_status, holder_id = $4, hold_expires_at = jari_now() + $5::interval WHERE schedule_id = $1 AND number = $2",
        [scheduleId, number, status, status === "AVAILABLE" ? null : fan.id, expiry],
      );
    await occupy(7, "TEMPORARY", "5 minutes");
    await occupy(9, "RESERVED", null);
    await expect(replace()).rejects.toMatchObject({ code: "SEAT_IN_USE", detail: { seatNumbers: [7, 9] } });
    expect((await concertById(id))?.name).not.toBe("X");
    await occupy(9, "AVAILABLE", null);
    await occupy(7, "TEMPORARY", "-1 second");
    await replace();
    expect(await seatsOf(scheduleId)).toHaveLength(40);
  });

  it("lets no hold start between its check and its write", async () => {
    const { admin, id, schedules } = await create();
    const fan = await makeFan();
    const scheduleId = first(schedules).id;
    const holder = await pool().connect();
    await holder.query("BEGIN");
    await holder.query(
      "UPDATE seat SET status = 'TEMPORARY', holder_id = $2, hold_expires_at = jari_now() + interval '5 minutes' WHERE schedule_id = $1 AND number = 50",
      [scheduleId, fan.id],
    );
    const replacing = updateConcert(id, edit({ schedules: [{ id: scheduleId, hall: hallOf(40) }] }), admin).catch(
      (error) => error,
    );
    await expect
      .poll(async () => (await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount)
      .toBeGreaterThan(0);
    await holder.query("COMMIT");
    holder.release();
    expect(await replacing).toMatchObject({ code: "SEAT_IN_USE", detail: { seatNumbers: [50] } });
    expect(await seatsOf(scheduleId)).toHaveLength(50);
  });

  it("can remove a seat that a hold waits for, which is then refused", async () => {
    const fan = await makeFan();
    const { scheduleId } = await makeConcert();
    const editor = await pool().connect();
    await editor.query("BEGIN");
    await editor.query("DELETE FROM seat WHERE schedule_id = $1 AND number = 50", [scheduleId]);
    const holding = hold({ userId: fan.id, scheduleId, seatNumbers: [49, 50], queueNumber: 1 }).catch((error) => error);
    await expect
      .poll(async () => (await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount)
      .toBeGreaterThan(0);
    await editor.query("COMMIT");
    editor.release();
    expect(await holding).toMatchObject({ code: "SEAT_NOT_FOUND", detail: { seatNumbers: [50] } });
    const { rows } = await pool().query("SELECT status FROM seat WHERE schedule_id = $1 AND number = 49", [scheduleId]);
    expect(rows).toEqual([{ status: "AVAILABLE" }]);
  });

  it("either replaces the hall or loses to a hold at the same moment, never both", async () => {
    const admin = await makeAdmin();
    const fans = await makeFans(20);
    const concert = await makeConcert({ schedules: fans.length });
    for (const [index, fan] of fans.entries()) {
      const scheduleId = concert.schedules[index]?.id ?? "";
      const [held, replaced] = await Promise.allSettled([
        hold({ userId: fan.id, scheduleId, seatNumbers: [50], queueNumber: 1 }),
        updateConcert(concert.id, edit({ schedules: [{ id: scheduleId, hall: hallOf(40) }] }), admin),
      ]);
      const seats = await seatsOf(scheduleId);
      if (held.status === "fulfilled") {
        expect(replaced).toMatchObject({ status: "rejected", reason: { code: "SEAT_IN_USE" } });
        expect(seats[49]).toMatchObject({ number: 50, status: "TEMPORARY" });
      } else {
        expect(["SEAT_NOT_FOUND", "SEAT_NOT_AVAILABLE"]).toContain(held.reason.code);
        expect(replaced.status).toBe("fulfilled");
        expect(seats).toHaveLength(40);
      }
    }
  });

  it("never removes a seat that a canceled reservation references", async () => {
    const { admin, id, schedules } = await create();
    const fan = await makeFan();
    const scheduleId = first(schedules).id;
    await pool().query(
      `INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price, status, expires_at, created_at, modified_at)
       SELECT id, $2, $3, schedule_id, 1, 'x', jari_now(), price, 'CANCELED', jari_now(), jari_now(), jari_now() FROM seat WHERE schedule_id = $1 AND number = 45`,
      [scheduleId, fan.id, id],
    );
    const replace = (seats: number) =>
      updateConcert(id, edit({ schedules: [{ id: scheduleId, hall: hallOf(seats) }] }), admin);
    await expect(replace(40)).rejects.toMatchObject({ code: "SEAT_IN_USE", detail: { seatNumbers: [45] } });
    await replace(45);
    expect(await seatsOf(scheduleId)).toHaveLength(45);
  });
});

describe("updateQueueSettings()", () => {
  it("sets capacity, rate and pause, and logs it", async () => {
    const admin = await makeAdmin();
    const { id } = await makeConcert({ capacity: 100 });
    expect(await updateQueueSettings(id, { capacity: 5, paused: true }, admin)).toMatchObject({
      concertId: id,
      capacity: 5,
      admitPerMinute: 600,
      paused: true,
    });
    expect(await concertById(id)).toMatchObject({ capacity: 5, queuePaused: true });
    expect(await concertAuditLog(id, admin)).toMatchObject([
      { action: "queue.steered", changes: { capacity: [100, 5], queuePaused: [false, true] } },
    ]);
    await expect(updateQueueSettings("0", {}, admin)).rejects.toMatchObject({ code: "CONCERT_NOT_FOUND" });
  });
});

describe("concertsForAdmin() and concertForEdit()", () => {
  it("count an expired hold as free", async () => {
    const { admin, id, schedules } = await create();
    const fan = await makeFan();
    const set = (from: number, to: number, status: string, expiry: string | null) =>
      pool().query(
        "UPDATE seat SET status = $4::seat_status, holder_id = $5, hold_expires_at = jari_now() + $6::interval WHERE schedule_id = $1 AND number BETWEEN $2 AND $3",
        [first(schedules).id, from, to, status, fan.id, expiry],
      );
    await set(1, 3, "RESERVED", null);
    await set(4, 5, "TEMPORARY", "1 minute");
    await set(6, 6, "TEMPORARY", "-1 minute");
    const seats = { total: 50, sold: 3, held: 2, free: 45 };
    expect((await concertsForAdmin(admin)).find((concert) => concert.id === id)).toMatchObject({
      seats,
      state: "onSale",
    });
    expect(await concertForEdit(id, admin)).toMatchObject({ seats: { [first(schedules).id]: seats }, total: seats });
  });
});
