import type { ArtProps, Composition } from "../composition";
import { TopLettering } from "../lettering";

/** A smooth run through the crests and troughs of one wave, from edge to edge and beyond. */
function line(y: number, swing: number, length: number, phase: number): string {
  const half = length / 2;
  const start = -length - phase;
  let path = `M${start} ${y}`;
  for (let x = start, up = true; x < 640; x += half, up = !up) {
    path += `q${half / 2} ${up ? -swing : swing} ${half} 0`;
  }
  return path;
}

/** Broad lines that swing wider the deeper they lie: sound, or the sea. */
function Art({ palette, random }: ArtProps) {
  const { a, b, c, ink } = palette;
  const length = random.pick([300, 400, 600]);
  const phase = random.between(0, length);
  const drift = random.between(-26, 26);
  const inks = [a, b, c, a, b, ink, a];
  const lines = inks.map((stroke, index) => ({
    stroke,
    d: line(356 + index * 47, 24 + index * 18, length, phase + index * drift + length),
  }));
  return lines.map(({ stroke, d }) => <path key={d} d={d} fill="none" stroke={stroke} strokeWidth={34} />);
}

export const waves: Composition = { Art, Lettering: TopLettering, crop: { x: 0, y: 300, width: 600, height: 440 } };
