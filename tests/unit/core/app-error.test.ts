import { expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";

test("a refusal is an answer: it says what it is, and does not cost a trace of where it came from", () => {
  const before = Error.stackTraceLimit;
  const refusal = new AppError("SEAT_NOT_AVAILABLE", { seatNumbers: [7] });
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal.stack).not.toMatch(/^\s+at /m);
  expect(Error.stackTraceLimit).toBe(before);
  expect(new Error("anything else").stack).toMatch(/^\s+at /m);
});
