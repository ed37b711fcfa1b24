import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { COMPOSITIONS } from "@/components/posters/design";
import { contrast } from "@/components/posters/overprint";
import { PALETTES } from "@/components/posters/palette";
import { Poster } from "@/components/posters/poster";
import { dateParts, formatDateRange } from "@/components/posters/poster-text";
import { textWidth, typeset } from "@/components/posters/typesetting";

const words = {
  slug: "winter-letters",
  name: "겨울 편지",
  host: "서울시립교향악단",
  dates: ["2026-12-24T10:00:00Z", "2026-12-26T10:00:00Z"],
  venue: "세종문화회관",
};
const draw = (slug: string) => renderToStaticMarkup(createElement(Poster, { text: { ...words, slug } }));

describe("poster", () => {
  it("is the same every time it is drawn", () => {
    expect(draw("winter-letters")).toBe(draw("winter-letters"));
    expect(draw("winter-letters")).not.toBe(draw("winter-letter"));
  });

  it("shows name, host and dates as text", () => {
    const shown = draw("winter-letters").replaceAll(/<[^>]+>/g, " ");
    for (const part of ["편지", words.host, "12.24—26"]) expect(shown).toContain(part);
  });

  it("uses every palette across 400 concerts", () => {
    const drawn = Array.from({ length: 400 }, (_, index) => draw(`concert-${index}`));
    const grounds = new Set(drawn.map((svg) => /fill="(#[0-9a-f]{6})"/.exec(svg)?.[1]));
    expect(grounds.size).toBe(PALETTES.length);
    expect(COMPOSITIONS.length).toBeGreaterThanOrEqual(5);
  });

  it("has no inline style, which the content security policy would block", () => {
    for (let index = 0; index < 50; index++) expect(draw(`concert-${index}`)).not.toContain("style=");
  });

  it.each(PALETTES)("has text with enough contrast on the ground $ground", ({ ground, ink }) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("typeset()", () => {
  const box = { width: 520, height: 160, max: 104 };

  it("keeps Korean words whole and every line inside the box", () => {
    const { lines, size, leading } = typeset("아주 오래된 노래들을 위한 조용한 저녁, 그리고 두 번째 밤", box);
    expect(lines.join(" ")).toBe("아주 오래된 노래들을 위한 조용한 저녁, 그리고 두 번째 밤");
    for (const line of lines) expect(textWidth(line, size)).toBeLessThanOrEqual(box.width);
    expect(lines.length * leading).toBeLessThanOrEqual(box.height);
  });

  it("cuts a word that no line could hold, and ends a text that no box could hold", () => {
    const { lines } = typeset("가".repeat(400), box);
    expect(lines.at(-1)?.endsWith("…")).toBe(true);
    for (const line of lines) expect(textWidth(line, 22)).toBeLessThanOrEqual(box.width + 22);
  });
});

describe("dates on a poster", () => {
  it("dateParts() reads the date in Seoul", () => {
    expect(dateParts("2026-12-31T16:30:00Z")).toEqual({ year: "2027", month: "1", day: "1", time: "01:30" });
  });

  it("formatDateRange() shortens a range of days", () => {
    expect(formatDateRange(["2026-12-24T10:00:00Z"])).toBe("12.24");
    expect(formatDateRange(["2026-12-24T10:00:00Z", "2026-12-26T10:00:00Z"])).toBe("12.24—26");
    expect(formatDateRange(["2026-12-30T10:00:00Z", "2027-01-02T10:00:00Z"])).toBe("12.30—1.2");
    expect(formatDateRange([])).toBe("");
  });
});
