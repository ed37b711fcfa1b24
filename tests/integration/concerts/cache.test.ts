import { afterEach, describe, expect, it, vi } from "vitest";
import { allConcerts, concertById, concertBySlug, hallDrawing, updateConcert } from "@/lib/concerts";
import { invalidateConcerts } from "@/lib/concerts/cache";
import { pool } from "@/lib/core/db";
import { closeRedis, redis } from "@/lib/core/redis";
import { makeAdmin, makeConcert } from "../../support/fixtures";

/** How often `work` took a connection to Postgres. */
async function queriesOf(work: () => Promise<unknown>): Promise<number> {
  let queries = 0;
  const count = () => queries++;
  pool().on("acquire", count);
  await work();
  pool().off("acquire", count);
  return queries;
}

/** Moves the monotonic clock by which this process's memory of concerts expires. */
function afterASecond(): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + 1_001);
}

/** The module as another process has it: the same Redis, a memory of its own. */
async function anotherProcess(): Promise<typeof import("@/lib/concerts")> {
  vi.resetModules();
  return import("@/lib/concerts");
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("the cache of concerts", () => {
  it("reads a concert from the database once, also for another process", async () => {
    const { id, slug, scheduleId } = await makeConcert({ name: "봄밤" });
    expect(await queriesOf(() => concertById(id))).toBeGreaterThan(0);
    expect(await queriesOf(() => concertById(id))).toBe(0);
    afterASecond();
    expect(await queriesOf(() => concertById(id))).toBe(0);
    const other = await anotherProcess();
    expect(await queriesOf(() => other.concertById(id))).toBe(0);
    expect(await other.concertById(id)).toMatchObject({ id, slug, name: "봄밤", schedules: [{ seatsTotal: 50 }] });
    expect(await concertBySlug(slug)).toEqual(await concertById(id));
    expect(await hallDrawing(scheduleId)).toMatchObject({ kind: "plain", seatRadius: 11 });
  });

  it("reads the list of concerts from the database once", async () => {
    const { id } = await makeConcert();
    await invalidateConcerts();
    expect(await queriesOf(allConcerts)).toBeGreaterThan(0);
    const other = await anotherProcess();
    expect(await queriesOf(other.allConcerts)).toBe(0);
    expect((await other.allConcerts()).find((card) => card.id === id)).toMatchObject({
      schedules: 1,
      priceFrom: 50_000,
    });
  });

  it("shows an edit at once here, and in another process within a second", async () => {
    const admin = await makeAdmin();
    const { id } = await makeConcert({ name: "Before" });
    await invalidateConcerts();
    const other = await anotherProcess();
    expect((await other.concertById(id))?.name).toBe("Before");
    expect((await other.allConcerts()).find((card) => card.id === id)?.name).toBe("Before");
    await updateConcert(id, { name: "After" }, admin);
    expect((await concertById(id))?.name).toBe("After");
    afterASecond();
    expect((await other.concertById(id))?.name).toBe("After");
    expect((await other.allConcerts()).find((card) => card.id === id)?.name).toBe("After");
  });

  it("never serves a value that a slow reader wrote back after a save", async () => {
    const admin = await makeAdmin();
    const { id } = await makeConcert({ name: "Old" });
    const page = await concertById(id);
    const version = (await redis().get<number>("jari:{catalogue}:version")) ?? 0;
    await updateConcert(id, { name: "New" }, admin);
    await redis().set(`jari:{catalogue}:concert:${id}`, { version, value: page }, { ex: 300 });
    const other = await anotherProcess();
    expect((await other.concertById(id))?.name).toBe("New");
  });

  it("expires values in Redis after five minutes at most", async () => {
    const { id } = await makeConcert();
    await concertById(id);
    const seconds = await redis().ttl(`jari:{catalogue}:concert:${id}`);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(300);
  });

  it("reads the database while Redis is down", async () => {
    const { id } = await makeConcert({ name: "Still on" });
    await closeRedis();
    vi.stubEnv("REDIS_URL", "redis://127.0.0.1:1");
    const cutOff = await anotherProcess();
    expect((await cutOff.concertById(id))?.name).toBe("Still on");
    expect((await cutOff.allConcerts()).some((card) => card.id === id)).toBe(true);
    await closeRedis();
  });

  it("finds no concert by a malformed or unknown id or slug", async () => {
    expect(await concertById("0")).toBeNull();
    expect(await concertById("1e3")).toBeNull();
    expect(await concertById("999999999999999999999")).toBeNull();
    expect(await concertBySlug("no/such/thing")).toBeNull();
    expect(await concertBySlug("nobody-plays-here")).toBeNull();
    expect(await hallDrawing("x")).toBeNull();
  });
});
