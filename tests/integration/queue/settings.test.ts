import { describe, expect, test } from "vitest";
import { queuesOnSale, updateConcert, updateQueueSettings } from "@/lib/concerts";
import { pool } from "@/lib/core/db";
import { configure, join, poll, publicState, tick } from "@/lib/queue";
import { moveLineClock } from "../../support/clock";
import { makeAdmin, makeConcert } from "../../support/fixtures";
import { type Joined, joinMany, testQueue, testUserId } from "../../support/queue";

const settingsOf = async (concertId: string) => {
  const queue = (await queuesOnSale(0)).find((one) => one.concertId === concertId);
  return queue ?? expect.fail("the concert is on sale");
};

describe("settings of an older version", () => {
  test("are ignored by a queue that has newer ones", async () => {
    const [admin, { id }] = [await makeAdmin(), await makeConcert({ capacity: 5 })];
    const read = await settingsOf(id); // what a tick has read and not yet written
    await join(read, testUserId());
    await configure(await updateQueueSettings(id, { capacity: 1, paused: true }, admin));
    expect(await tick(read)).toEqual({ admitted: 0 });
    expect(await publicState(id)).toMatchObject({ capacity: 1, active: 1 });
    expect((await join(read, testUserId())).ticket.status).toBe("WAITING");
    expect(await tick(await settingsOf(id))).toEqual({ admitted: 0 });
    await configure(await updateQueueSettings(id, { capacity: 2, paused: false }, admin));
    expect(await publicState(id)).toMatchObject({ capacity: 2, active: 2 });
  });

  test("still make the queue take a step", async () => {
    const queue = testQueue({ capacity: 1, version: 8 });
    const [, waiting] = (await joinMany(queue, 2)) as [Joined, Joined];
    moveLineClock(595_000);
    await poll(waiting.place);
    moveLineClock(600_000);
    expect(await tick({ ...queue, capacity: 0, version: 7 })).toEqual({ admitted: 1 });
  });
});

test("line_version grows with every change of the queue's settings, and only then", async () => {
  const [admin, { id }] = [await makeAdmin(), await makeConcert()];
  const version = async () => (await settingsOf(id)).version;
  expect(await version()).toBe(1);
  await updateQueueSettings(id, { capacity: 3 }, admin);
  await updateQueueSettings(id, { paused: true }, admin);
  await updateConcert(id, { salesCloseAt: new Date(Date.now() + 86_400_000) }, admin);
  expect(await version()).toBe(4);
  await updateConcert(id, { name: "Another name" }, admin);
  await updateQueueSettings(id, { capacity: 3 }, admin);
  expect(await version()).toBe(4);
  await pool().query("UPDATE concert SET admit_per_minute = 9 WHERE id = $1", [id]); // not only by updateQueueSettings()
  expect(await version()).toBe(5);
  await pool().query("UPDATE concert SET line_version = 1 WHERE id = $1", [id]); // never back
  expect(await version()).toBe(6);
});
