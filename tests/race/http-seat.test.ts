import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { auditAfterAll } from "@/tests/support/audit-after-all";
import { makeConcert, makeFans } from "@/tests/support/fixtures";
import { joinActive, requestHold } from "@/tests/support/scenarios";

auditAfterAll();

test("50 fans request one seat at once: one gets it, 49 get 409 naming the seat", async () => {
  const concert = await makeConcert({ capacity: 200, admitPerMinute: 100_000 });
  const fans = await makeFans(50);
  const tokens = await Promise.all(fans.map((fan) => joinActive(fan, concert)));
  const answers = await Promise.all(fans.map((fan, at) => requestHold(fan, tokens[at] ?? "", concert, [1])));
  const won = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status === 409);
  expect([won.length, lost.length]).toEqual([1, 49]);
  for (const { body } of lost) expect([body.code, body.seatNumbers]).toEqual(["SEAT_NOT_AVAILABLE", [1]]);
  const { rows } = await pool().query("SELECT status FROM reservation WHERE concert_id = $1", [concert.id]);
  expect(rows).toEqual([{ status: "RESERVING" }]);
});
