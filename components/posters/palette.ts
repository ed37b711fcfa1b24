/** Colours of one poster: `ink` is for text, with contrast 7:1 or more on `ground`; a, b and c are for shapes. */
export type Palette = { ground: string; ink: string; a: string; b: string; c: string };

/** The order matters: an existing poster must not change. */
export const PALETTES: readonly [Palette, ...Palette[]] = [
  { ground: "#f3ecdd", ink: "#15151b", a: "#e5402a", b: "#2148c0", c: "#f4b41a" },
  { ground: "#16213f", ink: "#fbf5e6", a: "#f2682a", b: "#4f8cff", c: "#f8d768" },
  { ground: "#b3221b", ink: "#fff6e6", a: "#17151a", b: "#f6a893", c: "#ffd23f" },
  { ground: "#f8c81c", ink: "#17150f", a: "#e23d1e", b: "#125a97", c: "#fff4cd" },
  { ground: "#0d5a45", ink: "#f8f2dd", a: "#f5a3b6", b: "#f3c435", c: "#0a3a2e" },
  { ground: "#f7bccb", ink: "#1c1230", a: "#d4143f", b: "#2a3aa8", c: "#fff1ea" },
  { ground: "#1f37bd", ink: "#fff8e8", a: "#ff6f42", b: "#93d4ff", c: "#0f1d70" },
  { ground: "#131316", ink: "#f8f3e7", a: "#ea422d", b: "#ece4cf", c: "#54545e" },
  { ground: "#cbbcf4", ink: "#171230", a: "#4022b0", b: "#f2552f", c: "#fbf3dc" },
  { ground: "#dbeadb", ink: "#10211b", a: "#0b7b5e", b: "#f1672f", c: "#1c3173" },
];
