import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

type Rgb = [r: number, g: number, b: number]; // linear light, 0 to 1
type Lab = [l: number, a: number, b: number]; // Oklab

const css = readFileSync(path.resolve(import.meta.dirname, "../../../app/globals.css"), "utf8");

/** Oklch to linear sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020). */
function linear(oklch: string): Rgb {
  const [l = 0, chroma = 0, hue = 0] = (/oklch\(([^)]+)\)/.exec(oklch)?.[1] ?? "").split(/\s+/).map(Number);
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels: Rgb = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  return channels.map((value) => Math.min(1, Math.max(0, value))) as Rgb;
}

function lab([r, g, b]: Rgb): Lab {
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
    1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z,
    0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z,
  ];
}

// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear sRGB.
const EYES: Record<string, [Rgb, Rgb, Rgb]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const seenBy = (eye: [Rgb, Rgb, Rgb], rgb: Rgb): Rgb =>
  eye.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))) as Rgb;

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (one: Rgb, other: Rgb) => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
const distance = (one: Rgb, other: Rgb) => {
  const [p, q] = [lab(one), lab(other)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

/** What a token is in daylight (0) or in the dark hall (1). */
function token(name: string, theme: 0 | 1): Rgb {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1] ?? "";
  const reference = /^light-dark\(/.test(value) ? value.slice(11, -1).split(/,\s*(?=oklch|var)/)[theme] : value;
  const named = /var\(--([\w-]+)\)/.exec(reference ?? "")?.[1];
  return named ? token(named, theme) : linear(reference ?? "");
}

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each([
  ["daylight", 0],
  ["the dark hall", 1],
] as const)("in %s", (_, theme) => {
  const of = (name: string) => token(name, theme);

  it.each([
    ["ink", "paper", 12],
    ["ink", "raised", 7],
    ["soft", "paper", 4.5],
    ["soft", "sunken", 4.5],
    ["soft", "raised", 4.5],
    ["signal-ink", "signal", 4.5],
    ["signal-text", "paper", 4.5],
    ["signal-text", "signal-wash", 4.5],
    ["edge", "paper", 3],
    ["edge", "raised", 3],
    ["signal", "paper", 3],
    ...["good", "warn", "bad"].flatMap((tone): [string, string, number][] => [
      [tone, "paper", 4.5],
      [tone, `${tone}-wash`, 4.5],
      ["ink", `${tone}-wash`, 7],
    ]),
  ])("%s reads on %s at %s to 1", (front, back, least) => {
    expect(contrast(of(front), of(back))).toBeGreaterThanOrEqual(least);
  });

  it.each(GRADES)("grade %s stands out from the page and carries its letter", (grade) => {
    expect(contrast(of(`grade-${grade}`), of("paper"))).toBeGreaterThanOrEqual(3);
    expect(contrast(of("grade-ink"), of(`grade-${grade}`))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(EYES))("the first five grades stay apart with %s", (_, eye) => {
    for (const one of GRADES.slice(0, 5)) {
      for (const other of GRADES.slice(one, 5)) {
        const apart = distance(seenBy(eye, of(`grade-${one}`)), seenBy(eye, of(`grade-${other}`)));
        expect(apart, `grades ${one} and ${other}`).toBeGreaterThanOrEqual(0.1);
      }
    }
  });
});
