import { expect, test } from "vitest";
import { queueCookie } from "@/lib/api/queue-access";
import { makeConcert, makeFan } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { joinActive } from "../support/scenarios";

const schedules = (concertId: string, as: Awaited<ReturnType<typeof makeFan>>, cookie: string) =>
  api("GET", `/api/schedules?concertId=${concertId}`, { as, headers: { cookie } });

test("over https a place's cookie has the prefix that another host of the site cannot set", () => {
  const set = (url: string) => queueCookie(new Request(url), "42", "token")["set-cookie"];
  expect(set("https://jari.test/")).toBe(
    "__Host-jari-queue-42=token; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure",
  );
  expect(set("http://jari.test/")).toMatch(/^jari-queue-42=token; Path=\/; .*SameSite=Lax$/);
});

test("a planted cookie of a place does not stand before the fan's own", async () => {
  const [fan, attacker, concert] = [await makeFan(), await makeFan(), await makeConcert()];
  const [own, planted] = [await joinActive(fan, concert), await joinActive(attacker, concert)];
  const plant = `jari-queue-${concert.id}=${planted}`;
  expectError(await schedules(concert.id, fan, plant), "QUEUE_TOKEN_INVALID", 400);
  const both = await schedules(concert.id, fan, `${plant}; __Host-jari-queue-${concert.id}=${own}`);
  expect(both.status).toBe(200);
});
