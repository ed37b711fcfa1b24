import { expect, test } from "vitest";
import { isEmailVerified, markEmailVerified } from "@/lib/auth/verified-email";
import { pool } from "@/lib/core/db";
import { makeAdmin, makeConcert, makeFan } from "../support/fixtures";
import { api, expectError } from "../support/http";

test("where a concert asks for it, joining takes a verified email", async () => {
  const [fan, concert] = [await makeFan(), await makeConcert({ requiresVerifiedEmail: true })];
  const join = () => api("POST", "/api/queue", { as: fan, body: { concertId: concert.id } });
  expectError(await join(), "EMAIL_NOT_VERIFIED", 403);
  expect(await isEmailVerified(fan.id)).toBe(false);
  await markEmailVerified(fan.id);
  expect(await isEmailVerified(fan.id)).toBe(true);
  expect((await join()).status).toBe(201);
});

test("an email stays verified since the first time", async () => {
  const { id } = await makeFan();
  const verifiedAt = async () =>
    (await pool().query("SELECT email_verified_at AS at FROM users WHERE id = $1", [id])).rows[0].at;
  await markEmailVerified(id);
  const first = await verifiedAt();
  await markEmailVerified(id);
  expect(await verifiedAt()).toEqual(first);
});

test("an organiser asks for it, for a balance and for a cool-down by the API, and may take that back", async () => {
  const [as, { id }] = [await makeAdmin(), await makeConcert()];
  const rules = { requiresVerifiedEmail: true, requiresBalance: true, holdCooldownSeconds: 60 };
  expect((await api("PATCH", `/api/admin/concerts/${id}`, { as, body: rules })).status).toBe(200);
  const stored = async () =>
    (
      await pool().query(
        `SELECT requires_verified_email AS "requiresVerifiedEmail", requires_balance AS "requiresBalance",
           hold_cooldown_seconds AS "holdCooldownSeconds" FROM concert WHERE id = $1`,
        [id],
      )
    ).rows[0];
  expect(await stored()).toEqual(rules);
  const none = { requiresVerifiedEmail: false, requiresBalance: false, holdCooldownSeconds: 0 };
  expect((await api("PATCH", `/api/admin/concerts/${id}`, { as, body: none })).status).toBe(200);
  expect(await stored()).toEqual(none);
  expectError(
    await api("PATCH", `/api/admin/concerts/${id}`, { as, body: { holdCooldownSeconds: 86_401 } }),
    "INVALID_INPUT",
    422,
  );
});
