import { expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";

test("an AppError is an Error without stack frames, and leaves Error.stackTraceLimit alone", () => {
  const before = Error.stackTraceLimit;
  const error = new AppError("SEAT_NOT_AVAILABLE", { seatNumbers: [7] });
  expect(error).toBeInstanceOf(Error);
  expect(error.stack).not.toMatch(/^\s+at /m);
  expect(Error.stackTraceLimit).toBe(before);
  expect(new Error("anything else").stack).toMatch(/^\s+at /m);
});
