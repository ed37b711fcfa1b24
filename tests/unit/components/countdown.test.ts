import { describe, expect, it } from "vitest";
import { clockOffsetMs, formatMinutes, secondsLeft, thresholdPassed } from "@/components/ui/countdown";

const NOW = Date.parse("2026-12-01T11:00:00Z");

describe("countdown", () => {
  it("secondsLeft() counts by the server's clock, however wrong the browser's is", () => {
    for (const wrong of [-3_600_000, 0, 90_000]) {
      const offset = clockOffsetMs("2026-12-01T11:00:00Z", NOW + wrong);
      expect(secondsLeft("2026-12-01T11:05:00Z", offset, NOW + wrong)).toBe(300);
      expect(secondsLeft("2026-12-01T11:05:00Z", offset, NOW + wrong + 299_100)).toBe(1);
      expect(secondsLeft("2026-12-01T11:05:00Z", offset, NOW + wrong + 300_000)).toBe(0);
      expect(secondsLeft("2026-12-01T11:05:00Z", offset, NOW + wrong + 999_000)).toBe(0);
    }
  });

  it("formatMinutes() writes minutes and seconds", () => {
    expect([300, 247, 59, 9, 0].map(formatMinutes)).toEqual(["5:00", "4:07", "0:59", "0:09", "0:00"]);
  });

  it("thresholdPassed() names a minute and ten seconds once each, also where readings were missed", () => {
    expect(thresholdPassed(61, 60)).toBe(60);
    expect(thresholdPassed(60, 59)).toBeNull();
    expect(thresholdPassed(200, 45)).toBe(60);
    expect(thresholdPassed(12, 9)).toBe(10);
    expect(thresholdPassed(45, 0)).toBeNull();
  });
});
