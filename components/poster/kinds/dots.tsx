import type { ArtProps, Kind } from "../kind";
import { Head } from "../letters";
import { contrast } from "../overprint";

const STEP = 40;

/** A halftone of something bright behind the sheet: dots grow towards it and fade with the distance. */
function Art({ palette, random }: ArtProps) {
  const { a, b, c, ground, ink } = palette;
  const heart = contrast(c, ground) > 2 ? c : ink;
  const light = { x: random.between(140, 460), y: random.between(470, 580) };
  const ripple = random.between(60, 110);
  const rows = Array.from({ length: 11 }, (_, row) => 320 + row * STEP);
  const columns = Array.from({ length: 15 }, (_, column) => 20 + column * STEP);
  return rows.flatMap((y) =>
    columns.map((x) => {
      const distance = Math.hypot(x - light.x, y - light.y);
      const wave = 0.5 + 0.5 * Math.cos((distance / ripple) * Math.PI);
      const r = Math.max(2.5, 20 * (1 - distance / 640) * (0.42 + 0.58 * wave));
      const fill = distance < ripple * 0.75 ? heart : wave > 0.5 ? a : b;
      return <circle key={`${x},${y}`} cx={x} cy={y} r={Math.round(r * 10) / 10} fill={fill} />;
    }),
  );
}

export const dots: Kind = { Art, Letters: Head, crop: { x: 0, y: 300, width: 600, height: 440 } };
