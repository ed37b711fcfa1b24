import { describe, expect, it, test } from "vitest";
import type { ApiResponse } from "@/components/api";
import { failureKind, retryRequest } from "@/components/retry-request";
import { ticketGroup } from "@/components/tickets/ticket-group";
import { maxCharge, parseAmount, validateAmount } from "@/components/wallet/amount";
import type { ErrorCode } from "@/lib/core/errors";

type Response = ApiResponse<string>;
const done: Response = { ok: true, status: 201, data: "done" };
const failed = (code: ErrorCode | "OFFLINE", status = 409, retryAfterSeconds: number | null = null): Response => ({
  ok: false,
  status,
  code,
  retryAfterSeconds,
  problem: {},
});

/** A request with these responses in turn, the last one for good, and what was waited for between them. */
function requestWith(...responses: [Response, ...Response[]]) {
  let sent = 0;
  const waits: number[] = [];
  const notes: number[] = [];
  const send = async () => responses[Math.min(sent++, responses.length - 1)] ?? responses[0];
  const onBusy = (seconds: number) => void notes.push(seconds);
  const wait = async (ms: number) => void waits.push(ms);
  return { retried: () => retryRequest(send, { onBusy, wait }), sent: () => sent, waits, notes };
}

describe("retryRequest()", () => {
  it("sends again while the same request is in flight elsewhere, and says nothing of it", async () => {
    const request = requestWith(failed("IDEMPOTENCY_IN_FLIGHT"), failed("IDEMPOTENCY_IN_FLIGHT"), done);
    expect(await request.retried()).toEqual(done);
    expect([request.sent(), request.notes]).toEqual([3, []]);
  });

  it("sends again after the seconds that a 503 asks for, and says so", async () => {
    const request = requestWith(failed("OVERLOADED", 503, 2), failed("UNAVAILABLE", 503, 3), done);
    expect(await request.retried()).toEqual(done);
    expect([request.waits, request.notes]).toEqual([
      [2_000, 3_000],
      [2, 3],
    ]);
  });

  it("gives up after six attempts", async () => {
    const request = requestWith(failed("OVERLOADED", 503, 1));
    expect(await request.retried()).toEqual(failed("OVERLOADED", 503, 1));
    expect(request.sent()).toBe(6);
  });

  it.each([
    failed("INSUFFICIENT_BALANCE"),
    failed("OFFLINE", 0),
    failed("UNAUTHENTICATED", 401),
    failed("TOO_MANY_REQUESTS", 429, 5),
    failed("UNAVAILABLE", 503),
    failed("UNAVAILABLE", 503, 60),
  ])("returns any other failure at once: %o", async (failure) => {
    const request = requestWith(failure, done);
    expect(await request.retried()).toEqual(failure);
    expect(request.sent()).toBe(1);
  });
});

test("failureKind() says whether anything may have happened", () => {
  const kinds = (...codes: (ErrorCode | "OFFLINE")[]) => codes.map((code) => failureKind({ code }));
  expect(kinds("OFFLINE", "UNAVAILABLE", "IDEMPOTENCY_IN_FLIGHT")).toEqual(["unknown", "unknown", "unknown"]);
  expect(kinds("OVERLOADED", "TOO_MANY_REQUESTS", "QUEUE_UNAVAILABLE")).toEqual(["busy", "busy", "busy"]);
  expect(kinds("UNAUTHENTICATED", "HOLD_EXPIRED")).toEqual(["signedOut", "refused"]);
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
