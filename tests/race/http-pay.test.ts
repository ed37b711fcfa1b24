import { expect, test } from "vitest";
import { auditAfterAll } from "@/tests/support/audit-after-all";
import { api } from "@/tests/support/http";
import { holdScenario, newKey, pay } from "@/tests/support/scenarios";

const balanceOf = async (scene: Awaited<ReturnType<typeof holdScenario>>) =>
  (await api<{ balance: number }>("GET", "/api/wallet", { as: scene.fan })).body.balance;

auditAfterAll();

test("three payments of one reservation at once, each with its own key: one is charged", async () => {
  const scene = await holdScenario();
  const answers = await Promise.all([pay(scene), pay(scene), pay(scene)]);
  const codes = answers.map(({ status, body }) => (status === 201 ? "paid" : body.code)).toSorted();
  expect(codes.filter((code) => code === "paid")).toHaveLength(1);
  for (const code of codes) expect(["paid", "ALREADY_PAID", "QUEUE_TOKEN_NOT_ACTIVE"]).toContain(code);
  expect(await balanceOf(scene)).toBe(950_000);
});

test("one payment sent ten times at once: one charge, and every 201 is the same", async () => {
  const scene = await holdScenario();
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 10 }, () => pay(scene, key)));
  const paid = answers.filter(({ status }) => status === 201);
  expect(paid.length).toBeGreaterThan(0);
  for (const { body } of paid) expect(body).toEqual(paid[0]?.body);
  for (const { status, body } of answers) if (status !== 201) expect(body.code).toBe("IDEMPOTENCY_IN_FLIGHT");
  const again = await pay(scene, key);
  expect([again.status, again.body]).toEqual([201, paid[0]?.body]);
  expect(await balanceOf(scene)).toBe(950_000);
});
