import type { ArtProps, Composition } from "../composition";
import { TopLettering } from "../lettering";
import { contrast } from "../overprint";

const STEP = 40;

const ROWS = Array.from({ length: 11 }, (_, row) => 320 + row * STEP);
const COLUMNS = Array.from({ length: 15 }, (_, column) => 20 + column * STEP);

const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/** A halftone of something bright behind the sheet: dots grow towards it and fade with the distance. One path an ink. */
function Art({ palette, random }: ArtProps) {
  const { a, b, c, ground, ink } = palette;
  const light = { x: random.between(140, 460), y: random.between(470, 580) };
  const ripple = random.between(60, 110);
  const paths = { near: "", crest: "", trough: "" };
  for (const y of ROWS) {
    for (const x of COLUMNS) {
      const distance = Math.hypot(x - light.x, y - light.y);
      const wave = 0.5 + 0.5 * Math.cos((distance / ripple) * Math.PI);
      const r = Math.round(Math.max(2.5, 20 * (1 - distance / 640) * (0.42 + 0.58 * wave)));
      paths[distance < ripple * 0.75 ? "near" : wave > 0.5 ? "crest" : "trough"] += disc(x, y, r);
    }
  }
  return (
    <>
      <path d={paths.trough} fill={b} />
      <path d={paths.crest} fill={a} />
      <path d={paths.near} fill={contrast(c, ground) > 2 ? c : ink} />
    </>
  );
}

export const dots: Composition = { Art, Lettering: TopLettering, crop: { x: 0, y: 300, width: 600, height: 440 } };
