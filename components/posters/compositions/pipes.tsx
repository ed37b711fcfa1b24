import type { ArtProps, Composition } from "../composition";
import { BottomLettering } from "../lettering";

/** Pipes that hang from the top edge, long and short as a phrase rises and falls. */
function Art({ palette, random }: ArtProps) {
  const count = random.pick([7, 8, 10, 12]);
  const width = 600 / count;
  const phase = random.between(0, 6.28);
  const swing = random.between(0.9, 1.9);
  const inks = [palette.a, palette.b, palette.c];
  const turn = random.integer(0, 2);
  return Array.from({ length: count }, (_, index) => {
    const wave = Math.sin(phase + (index / (count - 1)) * Math.PI * swing);
    const length = 335 + wave * 150 + random.between(-45, 45);
    const x = index * width;
    const fill = inks[(index * 2 + turn + (index % 5 === 3 ? 1 : 0)) % 3];
    const end = length - width / 2;
    const path = `M${x} 0H${x + width}V${end}A${width / 2} ${width / 2} 0 0 1 ${x} ${end}Z`;
    return <path key={x} d={path} fill={fill} />;
  });
}

export const pipes: Composition = { Art, Lettering: BottomLettering, crop: { x: 0, y: 0, width: 600, height: 520 } };
