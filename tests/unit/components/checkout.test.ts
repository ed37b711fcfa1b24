import { describe, expect, it } from "vitest";
import { retryWhileInFlight } from "@/components/checkout/retry-in-flight";
import type { ActionError } from "@/components/checkout/types";
import { ticketGroup } from "@/components/tickets/ticket-group";
import { maxCharge, parseAmount, validateAmount } from "@/components/wallet/amount";
import type { ErrorCode } from "@/lib/core/errors";

type Success = { ok: true };
const failed = (code: ErrorCode): ActionError => ({ ok: false, code, detail: {} });

/** A request with these results in turn, which counts how often it was sent. */
function requestWith(...results: (Success | ActionError | Error)[]) {
  let sent = 0;
  const send = async (): Promise<Success | ActionError> => {
    const result = results[Math.min(sent++, results.length - 1)] ?? new Error("no result left");
    if (result instanceof Error) throw result;
    return result;
  };
  return { send, sent: () => sent };
}
const noDelay = async () => {};

describe("retryWhileInFlight()", () => {
  it("sends again while the same request is in flight elsewhere", async () => {
    const request = requestWith(failed("IDEMPOTENCY_IN_FLIGHT"), failed("IDEMPOTENCY_IN_FLIGHT"), { ok: true });
    expect(await retryWhileInFlight(request.send, noDelay)).toEqual({ ok: true });
    expect(request.sent()).toBe(3);
  });

  it("returns any other error at once, and unknown where no answer came", async () => {
    const short = requestWith(failed("INSUFFICIENT_BALANCE"));
    expect(await retryWhileInFlight(short.send, noDelay)).toEqual(failed("INSUFFICIENT_BALANCE"));
    expect(short.sent()).toBe(1);
    expect(await retryWhileInFlight(requestWith(new Error("offline")).send, noDelay)).toBe("unknown");
    expect(await retryWhileInFlight(requestWith(failed("IDEMPOTENCY_IN_FLIGHT")).send, noDelay)).toBe("unknown");
  });
});

describe("amount to charge", () => {
  it("parseAmount() reads amounts as people write them", () => {
    expect(["50000", "50,000", "₩50,000", " 50 000원"].map(parseAmount)).toEqual([50_000, 50_000, 50_000, 50_000]);
    expect(["", "5만", "-1", "1.5", "1e5", "9999999999"].map(parseAmount)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("validateAmount() and maxCharge() keep to the limits of a charge and of a balance", () => {
    expect(validateAmount(1, 0)).toBeNull();
    expect(validateAmount(10_000_000, 90_000_000)).toBeNull();
    expect(validateAmount(null, 0)).toBe("amountWrong");
    expect(validateAmount(0, 0)).toBe("amountWrong");
    expect(validateAmount(10_000_001, 0)).toBe("amountWrong");
    expect(validateAmount(10_000_000, 90_000_001)).toBe("tooMuch");
    expect(validateAmount(1, 100_000_000)).toBe("full");
    expect([maxCharge(0), maxCharge(95_000_000), maxCharge(120_000_000)]).toEqual([10_000_000, 5_000_000, 0]);
  });
});

describe("tickets", () => {
  it("ticketGroup() groups reservations by what can still be done with them", () => {
    const concert = { slug: "s", name: "n", startsAt: "2026-12-24T10:00:00Z", venue: "v" };
    const before = Date.parse("2026-12-24T09:59:59Z");
    expect(ticketGroup({ status: "RESERVING", concert }, before)).toBe("held");
    expect(ticketGroup({ status: "RESERVED", concert }, before)).toBe("reserved");
    expect(ticketGroup({ status: "RESERVED", concert }, before + 1000)).toBe("past");
    expect(ticketGroup({ status: "CANCELED", concert }, before)).toBe("canceled");
  });
});
