import { expect, test } from "vitest";
import { auditAfterAll } from "@/tests/support/audit-after-all";
import { reservationRows } from "@/tests/support/booking";
import { makeConcert, makeFans } from "@/tests/support/fixtures";
import { api } from "@/tests/support/http";
import { joinActive, requestHold } from "@/tests/support/scenarios";

auditAfterAll();

test("60 fans leave in one tab and hold in another: no seat stays held under an ended place", async () => {
  const concert = await makeConcert({ seats: 60 });
  const outcomes = await Promise.all(
    (await makeFans(60)).map(async (fan, at) => {
      const token = await joinActive(fan, concert);
      const leave = () => api("DELETE", `/api/queue?concertId=${concert.id}`, { as: fan, token });
      const [left, held] = await Promise.all([leave(), requestHold(fan, token, concert, [at + 1])]);
      return [left.status, held.status];
    }),
  );
  expect(outcomes.filter(([left, held]) => left !== 204 || (held !== 201 && held !== 400))).toEqual([]);
  expect((await reservationRows(concert)).filter(({ status }) => status !== "CANCELED")).toEqual([]);
});
