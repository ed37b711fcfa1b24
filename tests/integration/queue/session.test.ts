import { describe, expect, test } from "vitest";
import { endPlace, join, leave, poll, publicState, tick } from "@/lib/queue";
import { requireActive, requireActiveForHold } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { joinMany, joinOne, placeOf, testQueue, testUserId } from "../../support/queue";

const SESSION_MS = 600_000;
const HOLD_MS = 300_000;
const refused = (code: string) => expect.objectContaining({ name: "AppError", code });
const notActive = refused("QUEUE_TOKEN_NOT_ACTIVE");

async function twoPlaces(): Promise<{ active: Place; waiting: Place }> {
  const [active, waiting] = (await joinMany(testQueue({ capacity: 1 }), 2)).map(({ place }) => place);
  if (!(active && waiting)) throw new Error("two joined");
  return { active, waiting };
}

const endOf = async (place: Place) => Date.parse((await poll(place)).expiresAt ?? "");

describe("a session of the queue", () => {
  test("ends SESSION_SECONDS after admission: its place is EXPIRED and the next fan ACTIVE", async () => {
    const { active, waiting } = await twoPlaces();
    moveLineClock(SESSION_MS - 1_000);
    expect(await poll(active)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(waiting)).toMatchObject({ status: "WAITING" });
    moveLineClock(SESSION_MS);
    expect(await poll(waiting)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(active)).toMatchObject({ status: "EXPIRED", number: 1, position: 0, expiresAt: null });
  });

  test("has its end in expiresAt", async () => {
    const { active } = await twoPlaces();
    expect(Math.abs((await endOf(active)) - Date.now() - SESSION_MS)).toBeLessThan(5_000);
  });
});

describe("requireActive() and requireActiveForHold()", () => {
  test("requireActive() rejects places that wait, ended, left or never existed", async () => {
    const { active, waiting } = await twoPlaces();
    await requireActive(active);
    await expect(requireActive(waiting)).rejects.toEqual(notActive);
    await expect(requireActive({ ...active, number: 2 })).rejects.toEqual(notActive);
    await expect(requireActive({ ...active, userId: testUserId() })).rejects.toEqual(notActive);
    await leave(active);
    await expect(requireActive(active)).rejects.toEqual(notActive);
    await requireActive(waiting);
    moveLineClock(SESSION_MS);
    await expect(requireActive(waiting)).rejects.toEqual(notActive);
  });

  test("requireActiveForHold() in the last second extends the session past the end of the hold", async () => {
    const { active, waiting } = await twoPlaces();
    moveLineClock(SESSION_MS - 1_000);
    await requireActiveForHold(active);
    moveLineClock(SESSION_MS - 1_000 + HOLD_MS + 5_000);
    await requireActive(active);
    expect(await poll(waiting)).toMatchObject({ status: "WAITING" });
    expect(await poll(active)).toMatchObject({ status: "ACTIVE" });
    moveLineClock(SESSION_MS + HOLD_MS + 60_000);
    await expect(requireActive(active)).rejects.toEqual(notActive);
    expect(await poll(waiting)).toMatchObject({ status: "ACTIVE" });
  });

  test("requireActiveForHold() rejects after SESSION_SECONDS, however far the session was extended", async () => {
    const { active } = await twoPlaces();
    moveLineClock(SESSION_MS - 1_000);
    await requireActiveForHold(active);
    moveLineClock(SESSION_MS);
    await requireActive(active);
    await expect(requireActiveForHold(active)).rejects.toEqual(notActive);
  });

  test("requireActiveForHold() in the first minutes does not change the end of the session", async () => {
    const { active } = await twoPlaces();
    const before = await endOf(active);
    await requireActiveForHold(active);
    expect((await endOf(active)) - before).toBeLessThanOrEqual(1);
  });

  test("rollback() of a refused hold restores the end of the session", async () => {
    const queue = testQueue({ capacity: 1 });
    const { place: active } = await joinOne(queue);
    const { place: waiting } = await joinOne(queue);
    const before = await endOf(active);
    moveLineClock(SESSION_MS - 1_000);
    const extension = await requireActiveForHold(active);
    await tick(queue); // a step that reckons with the later end
    await extension.rollback();
    expect(await endOf(active)).toBe(before);
    moveLineClock(SESSION_MS);
    expect(await poll(waiting)).toMatchObject({ status: "ACTIVE" });
  });

  test("rollback() keeps an extension that another hold relies on", async () => {
    const { active } = await twoPlaces();
    moveLineClock(SESSION_MS - 1_000);
    const [refusedHold] = await Promise.all([requireActiveForHold(active), requireActiveForHold(active)]);
    await refusedHold.rollback();
    moveLineClock(SESSION_MS + HOLD_MS);
    await requireActive(active);
  });
});

describe("endPlace()", () => {
  test("frees the slot and admits the next fan; called again it does nothing", async () => {
    const { active, waiting } = await twoPlaces();
    expect(await endPlace(active)).toBe(true);
    expect(await poll(waiting)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(active)).toMatchObject({ status: "EXPIRED" });
    expect(await endPlace(active)).toBe(false);
    expect(await publicState(active.concertId)).toMatchObject({ active: 1 });
  });

  test("of an old place never touches a newer place of the same fan", async () => {
    const queue = testQueue({ capacity: 1 });
    const { place: old } = await joinOne(queue);
    await endPlace(old);
    const { place: other } = await joinOne(queue);
    const { ticket } = await join(queue, old.userId);
    const newer = placeOf(queue, old.userId, ticket.number);
    expect(await endPlace(old)).toBe(false);
    await leave(old);
    expect(await poll(newer)).toMatchObject({ status: "WAITING", position: 1 });
    await endPlace(other);
    expect(await endPlace(old)).toBe(false);
    await leave(old);
    expect(await poll(newer)).toMatchObject({ status: "ACTIVE" });
    expect(await poll(old)).toMatchObject({ status: "EXPIRED", number: 1 });
  });

  test("of a waiting place removes it from the queue", async () => {
    const { active, waiting } = await twoPlaces();
    expect(await endPlace(waiting)).toBe(true);
    expect(await poll(waiting)).toMatchObject({ status: "EXPIRED" });
    expect(await poll(active)).toMatchObject({ status: "ACTIVE" });
  });

  test("is a no-op for an expired session; leave() afterwards keeps it EXPIRED", async () => {
    const { active } = await twoPlaces();
    moveLineClock(SESSION_MS);
    expect(await endPlace(active)).toBe(false);
    await leave(active);
    expect(await poll(active)).toMatchObject({ status: "EXPIRED" });
  });
});
