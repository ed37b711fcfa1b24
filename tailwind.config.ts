import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;
const grades = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((place) => [place, token(`grade-${place}`)]));

/** Names for the tokens of app/globals.css. A class says what a thing is (`bg-paper`), never its colour. */
export default {
  content: [],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      paper: token("paper"),
      raised: token("raised"),
      sunken: token("sunken"),
      ink: token("ink"),
      soft: token("soft"),
      line: token("line"),
      edge: token("edge"),
      signal: {
        DEFAULT: token("signal"),
        ink: token("signal-ink"),
        wash: token("signal-wash"),
        text: token("signal-text"),
      },
      good: { DEFAULT: token("good"), wash: token("good-wash") },
      warn: { DEFAULT: token("warn"), wash: token("warn-wash") },
      bad: { DEFAULT: token("bad"), wash: token("bad-wash") },
      hall: token("hall"),
      lamp: token("lamp"),
      grade: { ...grades, ink: token("grade-ink") },
    },
    borderRadius: { none: "0", DEFAULT: "2px", full: "9999px" },
    fontFamily: { sans: token("sans") },
    fontSize: {
      xs: ["0.8125rem", { lineHeight: "1.5" }],
      sm: ["0.9375rem", { lineHeight: "1.55" }],
      base: ["1.0625rem", { lineHeight: "1.6" }],
      lg: ["1.25rem", { lineHeight: "1.5" }],
      xl: ["1.5rem", { lineHeight: "1.35" }],
      "2xl": ["2rem", { lineHeight: "1.2" }],
      "3xl": ["clamp(2.25rem, 1.6rem + 2.6vw, 3.25rem)", { lineHeight: "1.12" }],
      display: ["clamp(3rem, 2rem + 5vw, 6rem)", { lineHeight: "1" }],
    },
    fontWeight: { normal: "450", medium: "550", bold: "700", black: "800" },
    transitionDuration: { DEFAULT: "180ms", 150: "150ms", 250: "250ms" },
  },
} satisfies Config;
