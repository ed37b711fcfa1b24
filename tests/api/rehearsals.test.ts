import { beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { allConcerts, concertsForAdmin } from "@/lib/concerts";
import { pool } from "@/lib/core/db";
import { type Copy, claimRehearsal, createCopy, finishRehearsal, prepareFans } from "@/lib/rehearsals";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { api, bodyOf, expectError, scrape, send, sessionTokenOf } from "@/tests/support/http";

const HOUR_MS = 3_600_000;

let concert: TestConcert;
let copy: Copy;
let fan: TestUser;
let admin: TestUser;
let insider: TestUser;

beforeAll(async () => {
  [concert, fan, admin] = await Promise.all([makeConcert(), makeFan(), makeAdmin()]);
  const times = { opensAt: new Date(Date.now() - HOUR_MS), closesAt: new Date(Date.now() + HOUR_MS) };
  copy = await createCopy({ concertId: concert.id, seats: 5, ...times, capacity: 10, admitPerMinute: 600 });
  const [id = ""] = await prepareFans(1, 100_000);
  insider = { ...fan, id };
});

const join = (as: TestUser, concertId: string) => api("POST", "/api/queue", { as, body: { concertId } });

describe("a rehearsal's copy", () => {
  test("is in no answer to a GET that anybody, a fan or an admin may send", async () => {
    const secrets = [copy.concertId, copy.slug];
    const reads = endpoints.filter(({ definition: { method, path } }) => method === "GET" && !path.endsWith("/stream"));
    const query = `concertId=${concert.id}&scheduleId=${concert.scheduleId}&number=1`;
    let answered = 0;
    for (const { definition } of reads)
      for (const user of [null, fan, admin]) {
        const headers = user ? { authorization: `Bearer ${await sessionTokenOf(user)}` } : undefined;
        const response = await send(`${definition.path.replace(/\{\w+\}/, concert.id)}?${query}`, { headers });
        const text = JSON.stringify(await bodyOf(response));
        if (response.ok) answered++;
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      }
    expect(answered).toBeGreaterThan(10);
  });

  test("is in no list and no figure: programme, admin's list, metrics", async () => {
    const metrics = await (await scrape()).text();
    expect(metrics).toContain(`concert="${concert.id}"`);
    expect(metrics).not.toContain(copy.concertId);
    for (const list of [await allConcerts(), await concertsForAdmin(admin)]) {
      expect(list.map(({ id }) => id)).toContain(concert.id);
      expect(list.map(({ id }) => id)).not.toContain(copy.concertId);
    }
  });

  test("has a queue for its own fans; for everybody else there is no such concert", async () => {
    for (const user of [fan, admin]) expectError(await join(user, copy.concertId), "CONCERT_NOT_FOUND", 404);
    expect(await join(insider, copy.concertId)).toMatchObject({ status: 201, body: { status: "ACTIVE" } });
  });

  test("cannot be rehearsed", async () => {
    const body = { fans: 1, seats: 1, duringSale: true };
    const refused = await api("POST", `/api/admin/concerts/${copy.concertId}/rehearsals`, { as: admin, body });
    expectError(refused, "CONCERT_NOT_FOUND", 404);
  });
});

describe("an admin who asks for a rehearsal", () => {
  const ask = (body: object) =>
    api<{ id: string }>("POST", `/api/admin/concerts/${concert.id}/rehearsals`, { as: admin, body });

  test("is warned while a sale is on, and may go on; a second one is refused until it has ended", async () => {
    expectError(await ask({ fans: 100, seats: 5 }), "SALE_RUNNING", 409);
    const { status, body } = await ask({ fans: 100, seats: 5, duringSale: true });
    expect(status).toBe(202);
    expectError(await ask({ fans: 100, seats: 5, duringSale: true }), "REHEARSAL_RUNNING", 409);
    const list = () =>
      api<{ rehearsals: object[]; salesNear: string[] }>("GET", `/api/admin/concerts/${concert.id}/rehearsals`, {
        as: admin,
      });
    expect((await list()).body).toMatchObject({
      rehearsals: [{ id: body.id, status: "REQUESTED" }],
      salesNear: ["Test Concert"],
    });
    await claimRehearsal();
    await finishRehearsal(body.id, { error: "stopped" });
    expect((await list()).body).toMatchObject({ rehearsals: [{ status: "FAILED", error: "stopped" }] });
  });

  test("must give a size within bounds; nothing is written else", async () => {
    const before = await pool().query("SELECT count(*) FROM rehearsal");
    for (const size of [
      { fans: 0, seats: 1 },
      { fans: 50_001, seats: 1 },
      { fans: 1, seats: 20_001 },
      { fans: 1.5, seats: 1 },
    ])
      expectError(await ask({ ...size, duringSale: true }), "INVALID_INPUT", 422);
    expect((await pool().query("SELECT count(*) FROM rehearsal")).rows).toEqual(before.rows);
  });
});
