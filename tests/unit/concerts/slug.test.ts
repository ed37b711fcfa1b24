import { expect, test } from "vitest";
import { slugOf } from "@/lib/concerts/slug";

test.each([
  ["달빛 정거장 겨울 공연", "dalbit-jeonggeojang-gyeoul-gongyeon"],
  ["밤의 온도", "bamui-ondo"],
  ["꽃잎", "kkotip"],
  ["값진 밤", "gapjin-bam"],
  ["Café Noël: 2026!", "cafe-noel-2026"],
  ["日本", "concert"],
  ["x".repeat(80), "x".repeat(60)],
])("slugOf(%s) is %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
