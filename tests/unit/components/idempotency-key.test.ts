import { afterEach, expect, test, vi } from "vitest";
import { forgetIdempotencyKey, idempotencyKeyFor } from "@/components/idempotency-key";

/** The sessionStorage of a tab, which outlives a reload; or one that refuses everything. */
function storage({ refuses }: { refuses: boolean }) {
  const items = new Map<string, string>();
  const guarded = <T>(value: () => T): T => {
    if (refuses) throw new Error("refused");
    return value();
  };
  return {
    getItem: (key: string) => guarded(() => items.get(key) ?? null),
    setItem: (key: string, value: string) => guarded(() => void items.set(key, value)),
    removeItem: (key: string) => guarded(() => void items.delete(key)),
  };
}

afterEach(() => vi.unstubAllGlobals());

test("an intention keeps its key over a reload of the page, until it is forgotten", async () => {
  vi.stubGlobal("sessionStorage", storage({ refuses: false }));
  const key = idempotencyKeyFor("charge-10000");
  expect(key).toMatch(/^[\x21-\x7e]{1,255}$/);
  vi.resetModules();
  const reloaded = await import("@/components/idempotency-key");
  expect(reloaded.idempotencyKeyFor("charge-10000")).toBe(key);
  expect(reloaded.idempotencyKeyFor("charge-20000")).not.toBe(key);
  reloaded.forgetIdempotencyKey("charge-10000");
  expect(reloaded.idempotencyKeyFor("charge-10000")).not.toBe(key);
});

test("where the browser refuses to store it, an intention keeps its key while the page stands", () => {
  vi.stubGlobal("sessionStorage", storage({ refuses: true }));
  const key = idempotencyKeyFor("pay-9001");
  expect(idempotencyKeyFor("pay-9001")).toBe(key);
  forgetIdempotencyKey("pay-9001");
  expect(idempotencyKeyFor("pay-9001")).not.toBe(key);
});
