import { beforeAll, describe, expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import type { ErrorCode } from "@/lib/core/errors";
import { ERRORS } from "@/lib/core/errors";
import { endpoints } from "@/lib/http/endpoints";
import type { Definition } from "@/lib/http/frame/definition";
import { makeAdmin, makeFan, type TestUser } from "@/tests/support/fixtures";
import { api } from "@/tests/support/http";

let fan: TestUser;
let admin: TestUser;
beforeAll(async () => {
  fan = await makeFan();
  admin = await makeAdmin();
});

type Asker = "nobody" | "forged" | "a fan" | "an admin";
const askers: Asker[] = ["nobody", "forged", "a fan", "an admin"];

/** The refusal each kind of asker gets before anything else is looked at; null: they may go on. */
const EXPECTED: Record<Definition["who"], Record<Asker, ErrorCode | null>> = {
  anyone: { nobody: null, forged: null, "a fan": null, "an admin": null },
  session: { nobody: "UNAUTHENTICATED", forged: "UNAUTHENTICATED", "a fan": null, "an admin": null },
  admin: { nobody: "UNAUTHENTICATED", forged: "UNAUTHENTICATED", "a fan": "FORBIDDEN", "an admin": null },
  cron: {
    nobody: "UNAUTHENTICATED",
    forged: "UNAUTHENTICATED",
    "a fan": "UNAUTHENTICATED",
    "an admin": "UNAUTHENTICATED",
  },
};

/** A session of its own for each request: one of them ends the session it comes with. */
async function sessionFor(asker: Asker): Promise<Record<string, string>> {
  if (asker === "nobody") return {};
  if (asker === "forged") return { authorization: "Bearer eyJhbGciOiJkaXIifQ..a.b.c" };
  const { token } = await issueToken(asker === "a fan" ? fan : admin);
  return { authorization: `Bearer ${token}` };
}

async function ask({ method, path }: Definition, asker: Asker) {
  const [headers, body] = [await sessionFor(asker), method === "GET" ? undefined : "wrong"];
  return api(method, path.replaceAll(/\{\w+\}/g, "0"), { headers, body });
}

const definitions = endpoints.map(({ definition }) => definition);
const named = definitions.map((definition) => [`${definition.method} ${definition.path}`, definition] as const);

describe.each(named)("%s", (_, definition) => {
  test.each(askers)("asked by %s", async (asker) => {
    const { status, body } = await ask(definition, asker);
    const expected = EXPECTED[definition.who][asker];
    if (expected) expect([status, body.code]).toEqual([ERRORS[expected].status, expected]);
    else expect(["UNAUTHENTICATED", "FORBIDDEN"]).not.toContain(body.code);
  });
});
