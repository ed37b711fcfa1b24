import { describe, expect, test, vi } from "vitest";
import { pool } from "@/lib/core/db";
import { makeConcert, makeFan } from "../../support/fixtures";
import { api, expectError } from "../../support/http";
import { joinActive } from "../../support/scenarios";

const MADE_UP = Array.from({ length: 50 }, (_, n) => String(1_000_000_007n + BigInt(n) * 7_919n));

describe("ids that nobody has", () => {
  test("are answered without asking Postgres for each", async () => {
    const concert = await makeConcert();
    const fan = await makeFan();
    const token = await joinActive(fan, concert);
    const hold = (scheduleId: string) => ({ as: fan, token, body: { scheduleId, seatNumbers: [1] } });
    expectError(await api("POST", "/api/holds", hold("1000000001")), "SCHEDULE_NOT_FOUND", 404);

    const statements = vi.spyOn(pool(), "query");
    for (const id of MADE_UP) {
      expectError(await api("GET", `/api/queue/serving?concertId=${id}`), "CONCERT_NOT_FOUND", 404);
      expectError(await api("POST", "/api/queue", { as: fan, body: { concertId: id } }), "CONCERT_NOT_FOUND", 404);
      expectError(await api("GET", `/api/seats?scheduleId=${id}`, { as: fan, token }), "SCHEDULE_NOT_FOUND", 404);
      expectError(await api("POST", "/api/holds", hold(id)), "SCHEDULE_NOT_FOUND", 404);
    }
    expect(statements.mock.calls.length).toBeLessThan(MADE_UP.length / 2);
    statements.mockRestore();
  });

  test("do not hide a concert that was created a moment later", async () => {
    const fan = await makeFan();
    expectError(
      await api("POST", "/api/queue", { as: fan, body: { concertId: "1000000002" } }),
      "CONCERT_NOT_FOUND",
      404,
    );
    const concert = await makeConcert();
    const token = await joinActive(fan, concert);
    const { status } = await api("GET", `/api/seats?scheduleId=${concert.scheduleId}`, { as: fan, token });
    expect(status).toBe(200);
  });
});
