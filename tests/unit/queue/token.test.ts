import { createHmac, hkdfSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { type Place, signToken, tokenFor, verifyToken } from "@/lib/queue/token";
import { testUserId } from "../../support/queue";

const invalid = expect.objectContaining({ name: "AppError", code: "QUEUE_TOKEN_INVALID" });
const aPlace = (): Place => ({ concertId: "7", userId: testUserId(), number: 4_711 });

/** What verifying comes to: the place, or whatever was thrown. */
function verdict(token: string, expected: { userId: string; concertId?: string }): unknown {
  try {
    return verifyToken(token, expected);
  } catch (error) {
    return error;
  }
}

describe("a queue token", () => {
  test("proves its place, with and without an expected concert, before and after admission", () => {
    const place = aPlace();
    for (const proved of [place, { ...place, admittedAt: 1_790_000_000_000 }]) {
      const token = signToken(proved);
      expect(verifyToken(token, { userId: place.userId })).toEqual(proved);
      expect(verifyToken(token, { userId: place.userId, concertId: "7" })).toEqual(proved);
      expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
      expect(token.length).toBeLessThan(200);
    }
  });

  test("carries when it was issued and when its fan was admitted", () => {
    const body = signToken({ ...aPlace(), admittedAt: 1_790_000_000_000 }).split(".")[0] ?? "";
    const payload = JSON.parse(Buffer.from(body, "base64url").toString());
    expect(Math.abs(payload[3] - Date.now())).toBeLessThan(60_000);
    expect(payload[4]).toBe(1_790_000_000_000);
  });

  test("is reused while its claims are unchanged, and signed anew on admission", () => {
    const place = aPlace();
    const token = signToken(place);
    const shown = verifyToken(token, place);
    expect(tokenFor(shown)).toBe(token);
    const admitted = tokenFor(shown, 1_790_000_000_000);
    expect(verifyToken(admitted, place)).toEqual({ ...place, admittedAt: 1_790_000_000_000 });
    expect(tokenFor(verifyToken(admitted, place))).not.toBe(admitted); // no token says of a turn that is over that it runs
    expect(verifyToken(tokenFor(place), place)).toEqual(place);
  });

  test("is invalid for another user even after it was verified", () => {
    const place = aPlace();
    const token = signToken(place);
    expect(verifyToken(token, place)).toBe(verifyToken(token, place));
    expect(verdict(token, { userId: testUserId() })).toEqual(invalid);
    expect(verdict(token, { ...place, concertId: "8" })).toEqual(invalid);
    expect(verdict(`${token}A`, place)).toEqual(invalid);
  });

  test("is invalid for another user or another concert", () => {
    const place = aPlace();
    const token = signToken(place);
    expect(verdict(token, { userId: testUserId() })).toEqual(invalid);
    expect(verdict(token, { userId: place.userId, concertId: "8" })).toEqual(invalid);
  });

  test("is invalid with any character changed, added or removed", () => {
    const place = aPlace();
    const token = signToken(place);
    for (let at = 0; at < token.length; at++) {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)];
      const other = token[at] === "A" ? "B" : "A";
      for (const tampered of [before + other + after, before + after, `${before}A${token.slice(at)}`]) {
        if (tampered !== token) expect(verdict(tampered, { userId: place.userId })).toEqual(invalid);
      }
    }
    for (const tampered of [`${token}A`, `${token}=`, `${token}.`, ` ${token}`, `${token}\n`, token.toUpperCase()]) {
      expect(verdict(tampered, { userId: place.userId })).toEqual(invalid);
    }
  });

  test("is invalid with the signature of another token", () => {
    const place = aPlace();
    const [first = "", second = ""] = [signToken(place), signToken({ ...place, number: 1 })];
    const mixed = `${second.split(".")[0]}.${first.split(".")[1]}`;
    expect(verdict(mixed, { userId: place.userId })).toEqual(invalid);
  });

  test("is invalid when signed with another key, or the secret that its key is derived from", () => {
    const place = aPlace();
    const body = Buffer.from(JSON.stringify([place.concertId, place.userId, 1, Date.now()])).toString("base64url");
    const secret = env().NEXTAUTH_SECRET;
    const other = Buffer.from(hkdfSync("sha256", secret, "", "another key", 32));
    for (const key of [secret, other, ""]) {
      const mac = createHmac("sha256", key).update(body).digest("base64url");
      expect(verdict(`${body}.${mac}`, { userId: place.userId })).toEqual(invalid);
    }
  });

  test("of any other form is refused with the same error", () => {
    const { userId } = aPlace();
    const nothings = ["", ".", "..", "a", "a.b", "a.b.c", "null", "[]", "{}.{}", "\u0000", "\ud800", "자리", "🎫.🎫"];
    const letters = "aA0-_.=/+\\\"'{}[]\u0000\ud800\u2028자";
    let seed = 20_261_122;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31; // the C standard's example generator: the same words every run
      return seed % below;
    };
    for (let n = 0; n < 2_000; n++) {
      nothings.push(Array.from({ length: random(300) }, () => letters[random(letters.length)]).join(""));
    }
    nothings.push("a".repeat(10_000_000), `${"a".repeat(100)}.${"b".repeat(43)}`);
    for (const nothing of nothings) expect(verdict(nothing, { userId })).toEqual(invalid);
  });
});
