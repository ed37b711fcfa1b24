import { describe, expect, it } from "vitest";
import { retryWhileInFlight } from "@/components/checkout/retry-in-flight";
import type { ActionError } from "@/components/checkout/types";
import { ticketGroup } from "@/components/tickets/ticket-group";
import { maxCharge, parseAmount, validateAmount } from "@/components/wallet/amount";

type Done = { ok: true };
const refused = (code: string): ActionError => ({ ok: false, code, detail: {} });

/** A request that gives these answers in turn, and counts how often it was sent. */
function answering(...answers: (Done | ActionError | Error)[]) {
  let sent = 0;
  const send = async (): Promise<Done | ActionError> => {
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
    expect(await retryWhileInFlight(request.send, atOnce)).toEqual({ ok: true });
    expect(request.sent()).toBe(3);
  });

  it("tells a refusal at once, and no answer as unknown", async () => {
    const short = answering(refused("INSUFFICIENT_BALANCE"));
    expect(await retryWhileInFlight(short.send, atOnce)).toEqual(refused("INSUFFICIENT_BALANCE"));
    expect(short.sent()).toBe(1);
    expect(await retryWhileInFlight(answering(new Error("offline")).send, atOnce)).toBe("unknown");
    expect(await retryWhileInFlight(answering(refused("IDEMPOTENCY_IN_FLIGHT")).send, atOnce)).toBe("unknown");
  });
});

describe("an amount to charge", () => {
  it("is read as people write it", () => {
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

  it("stays within what one charge and one balance may be", () => {
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
  it("stand in the group that says what can still be done with them", () => {
    const concert = { slug: "s", name: "n", startsAt: "2026-12-24T10:00:00Z", venue: "v" };
    const before = Date.parse("2026-12-24T09:59:59Z");
    expect(ticketGroup({ status: "RESERVING", concert }, before)).toBe("held");
    expect(ticketGroup({ status: "RESERVED", concert }, before)).toBe("reserved");
    expect(ticketGroup({ status: "RESERVED", concert }, before + 1000)).toBe("past");
    expect(ticketGroup({ status: "CANCELED", concert }, before)).toBe("canceled");
  });
});
