import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeAdmin, makeConcert } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";

const HIDDEN = ["\u200B", "\u3164", "\u202E", "\u2066", "\u200F", "\u00AD", "\uFEFF", "\u2060\u200D", "\u2800"];
const MISLEADING = ["Kim\u200B Jari", "\u202Eiraj nimda", "admin\u2066", "K\u200Dim", "자리\u3164"];
const SEEN = ["👩‍👩‍👧‍👦 Kim", "🏳️‍🌈❤️", "علی\u200Cرضا", "葛\u{E0100}城"];

const pathsOf = (answer: { body: { errors?: { path: string }[] } }) => answer.body.errors?.map(({ path }) => path);

describe("a name that is invisible or turns the line around", () => {
  const account = (name: string) => ({ email: `fan-${randomUUID()}@jari.test`, password: "a long password", name });

  test.each([...HIDDEN, ...MISLEADING])("opens no account: %j", async (name) => {
    const answer = await api("POST", "/api/users", { body: account(name) });
    expectError(answer, "INVALID_INPUT", 422);
    expect(pathsOf(answer)).toEqual(["name"]);
  });

  test.each(SEEN)("is not one with joined emoji or letters: %s", async (name) => {
    const { status, body } = await api("POST", "/api/users", { body: account(name) });
    expect([status, body]).toMatchObject([201, { name }]);
  });

  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const concert = ({ name = "Kim", host = "Lee", venue = "Hall", grade = "R", description = "Songs" }) => ({
    ...{ name, host, description, salesOpenAt: inHours(1), salesCloseAt: inHours(20) },
    schedules: [
      {
        ...{ startsAt: inHours(24), venue },
        hall: { type: "plain", seats: 2, grades: [{ name: grade, price: 1_000, from: 1, to: 2 }] },
      },
    ],
  });

  test.each([
    ["name", "name"],
    ["host", "host"],
    ["venue", "schedules[0].venue"],
    ["grade", "schedules[0].hall.grades[0].name"],
  ])("names no %s of a concert", async (field, path) => {
    const as = await makeAdmin();
    for (const text of [...HIDDEN, ...MISLEADING]) {
      const answer = await api("POST", "/api/admin/concerts", { as, body: concert({ [field]: text }) });
      expectError(answer, "INVALID_INPUT", 422);
      expect(pathsOf(answer)).toContain(path);
    }
    for (const text of SEEN)
      expect((await api("POST", "/api/admin/concerts", { as, body: concert({ [field]: text }) })).status).toBe(201);
  });

  test("is no reason to expel somebody", async () => {
    const path = `/api/admin/queues/${(await makeConcert()).id}/expulsions`;
    const as = await makeAdmin();
    for (const reason of [...HIDDEN, ...MISLEADING]) {
      const answer = await api("POST", path, { as, body: { number: 1, reason } });
      expectError(answer, "INVALID_INPUT", 422);
      expect(pathsOf(answer)).toEqual(["reason"]);
    }
  });
});
