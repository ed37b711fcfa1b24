import { describe, expect, test } from "vitest";
import { isVisible, removeHidden } from "@/lib/core/visible-text";

describe("isVisible()", () => {
  test.each([
    ...["김자리", "Kim Jari", "Zoë", "О’Brien", "أحمد", "דוד", "ᄀᆞᆫ", "a\u0301", "7", "?", "—"],
    ...[
      "👩‍👩‍👧‍👦",
      "👩🏽‍🤝‍👨🏻",
      "🏳️‍🌈",
      "🏴‍☠️",
      "❤️",
      "❤‍🔥",
      "🐦‍⬛",
      "1️⃣",
      "🇰🇷",
      "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    ],
    ...["葛\u{E0100}城", "علی\u200Cرضا", "क्\u200Dष", "ශ්\u200Dරී", "\u0600١"],
  ])("accepts what is seen: %s", (text) => expect(isVisible(text)).toBe(true));

  test.each([
    ...["200B", "200E", "200F", "202A", "202B", "202C", "202D", "202E", "2060", "2066", "2067", "2068", "2069", "061C"],
    ...[
      "00AD",
      "034F",
      "115F",
      "1160",
      "3164",
      "FFA0",
      "180E",
      "FEFF",
      "FFF9",
      "200C",
      "200D",
      "FE0F",
      "E0001",
      "E0041",
    ],
  ])("refuses U+%s alone and before, within and after a name", (code) => {
    const hidden = String.fromCodePoint(Number.parseInt(code, 16));
    const texts = [hidden, `${hidden}Kim`, `Kim ${hidden}Jari`, `Kim ${hidden}`, `${hidden} ${hidden}`];
    expect(texts.filter(isVisible)).toEqual([]);
  });

  test.each([
    "",
    " ",
    "\u2800",
    "\u00A0\u3000",
    "K\u200Dim",
    "김\u200C자리",
    "👩\u200D",
    "👩\u200D\u200D👧",
    "❤\uFE0F\uFE0F",
  ])("refuses %j", (text) => expect(isVisible(text)).toBe(false));

  test("judges 64 KiB of hidden characters without backtracking", () => {
    const began = process.cpuUsage().user;
    for (const character of ["\u200D", "\uFE0F", "\u{E0067}", "👩‍"]) isVisible(`🏴${character.repeat(20_000)}`);
    expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(2_000);
  });
});

test("removeHidden() leaves the visible text", () => {
  expect(removeHidden("\u202EKim\u200B 👩‍👧\u3164")).toBe("Kim 👩‍👧");
});
