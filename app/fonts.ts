import piece110 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-110-wght-normal.woff2?address";
import piece113 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-113-wght-normal.woff2?address";
import piece114 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-114-wght-normal.woff2?address";
import piece115 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-115-wght-normal.woff2?address";
import piece116 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-116-wght-normal.woff2?address";
import piece117 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-117-wght-normal.woff2?address";
import piece118 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-118-wght-normal.woff2?address";
import piece119 from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-119-wght-normal.woff2?address";
import won from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-latin-ext-wght-normal.woff2?address";
import latin from "@fontsource-variable/noto-sans-kr/files/noto-sans-kr-latin-wght-normal.woff2?address";
import { preload } from "react-dom";
import type { Locale } from "@/messages";

// The font has 124 files, and a browser finds out which ones it needs only when it has the style sheet and the text. Every page of
// a language needs these, so they are preloaded, and the first paint already uses them.
const EVERYWHERE = [latin, won];
const KOREAN = [piece110, piece113, piece114, piece115, piece116, piece117, piece118, piece119];

/** Preloads the font files that every page of this language uses. */
export function preloadFonts(locale: Locale): void {
  for (const piece of locale === "ko" ? [...EVERYWHERE, ...KOREAN] : EVERYWHERE)
    preload(piece, { as: "font", type: "font/woff2", crossOrigin: "anonymous", fetchPriority: "low" });
}
