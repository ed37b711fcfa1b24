import type { ArtProps, Composition } from "../composition";
import { BottomLettering } from "../lettering";

/** A low sun over water: below the horizon it is cut by the swell, thinner and thinner. */
function Art({ palette, random }: ArtProps) {
  const { ground, a, b, c } = palette;
  const cx = random.pick([210, 300, 390]);
  const r = random.between(205, 240);
  const water = random.between(285, 320);
  const bars = random.integer(6, 9);
  const step = (520 - water) / bars;
  return (
    <>
      <circle cx={cx} cy={water - 20} r={r} fill={a} />
      <rect x={0} y={water} width={600} height={step * 0.5} fill={b} />
      {Array.from({ length: bars }, (_, index) => {
        const share = index / bars;
        const y = water + index * step;
        const gap = step * (0.22 + share * 0.62);
        return (
          <g key={y}>
            <rect x={0} y={y} width={600} height={gap} fill={index === 0 ? b : ground} />
            {index > 0 && (
              <rect
                x={cx > 300 ? 0 : 600 - 420 * (1 - share)}
                y={y}
                width={420 * (1 - share)}
                height={gap * 0.45}
                fill={b}
              />
            )}
          </g>
        );
      })}
      <circle cx={cx > 300 ? 130 : 470} cy={random.between(90, 130)} r={28} fill={c} />
    </>
  );
}

export const horizon: Composition = { Art, Lettering: BottomLettering, crop: { x: 0, y: 30, width: 600, height: 500 } };
