import { describe, expect, it } from "vitest";
import type { Refused } from "@/components/checkout/actions";
import { settle } from "@/components/checkout/settle";
import { groupOf } from "@/components/tickets/group";
import { amountIn, faultOf, mostFor } from "@/components/wallet/amount";

type Done = { ok: true };
const refused = (code: string): Refused => ({ ok: false, code, detail: {} });

/** A request that gives these answers in turn, and counts how often it was sent. */
function answering(...answers: (Done | Refused | Error)[]) {
  let sent = 0;
  const send = async (): Promise<Done | Refused> => {
    const answer = answers[Math.min(sent++, answers.length - 1)] ?? new Error("no answer left");
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send, sent: () => sent };
}
const atOnce = async () => {};

describe("a request whose outcome must be known", () => {
  it("asks again while the same one still runs elsewhere, then tells how it ended", async () => {
    const request = answering(refused("IDEMPOTENCY_IN_FLIGHT"), refused("IDEMPOTENCY_IN_FLIGHT"), { ok: true });
    expect(await settle(request.send, atOnce)).toEqual({ ok: true });
    expect(request.sent()).toBe(3);
  });

  it("tells a refusal at once, and no answer as unknown", async () => {
    const short = answering(refused("INSUFFICIENT_BALANCE"));
    expect(await settle(short.send, atOnce)).toEqual(refused("INSUFFICIENT_BALANCE"));
    expect(short.sent()).toBe(1);
    expect(await settle(answering(new Error("offline")).send, atOnce)).toBe("unknown");
    expect(await settle(answering(refused("IDEMPOTENCY_IN_FLIGHT")).send, atOnce)).toBe("unknown");
  });
});

describe("an amount to charge", () => {
  it("is read as people write it", () => {
    expect(["50000", "50,000", "₩50,000", " 50 000원"].map(amountIn)).toEqual([50_000, 50_000, 50_000, 50_000]);
    expect(["", "5만", "-1", "1.5", "1e5", "9999999999"].map(amountIn)).toEqual([null, null, null, null, null, null]);
  });

  it("stays within what one charge and one balance may be", () => {
    expect(faultOf(1, 0)).toBeNull();
    expect(faultOf(10_000_000, 90_000_000)).toBeNull();
    expect(faultOf(null, 0)).toBe("amountWrong");
    expect(faultOf(0, 0)).toBe("amountWrong");
    expect(faultOf(10_000_001, 0)).toBe("amountWrong");
    expect(faultOf(10_000_000, 90_000_001)).toBe("tooMuch");
    expect(faultOf(1, 100_000_000)).toBe("full");
    expect([mostFor(0), mostFor(95_000_000), mostFor(120_000_000)]).toEqual([10_000_000, 5_000_000, 0]);
  });
});

describe("tickets", () => {
  it("stand in the group that says what can still be done with them", () => {
    const concert = { slug: "s", name: "n", startsAt: "2026-12-24T10:00:00Z", venue: "v" };
    const before = Date.parse("2026-12-24T09:59:59Z");
    expect(groupOf({ status: "RESERVING", concert }, before)).toBe("held");
    expect(groupOf({ status: "RESERVED", concert }, before)).toBe("reserved");
    expect(groupOf({ status: "RESERVED", concert }, before + 1000)).toBe("past");
    expect(groupOf({ status: "CANCELED", concert }, before)).toBe("canceled");
  });
});
