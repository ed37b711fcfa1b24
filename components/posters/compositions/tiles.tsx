import type { ArtProps, Composition } from "../composition";
import { BottomLettering } from "../lettering";

const SIDE = 150;
const SHAPES = ["quarter", "half", "disc", "slope", "ring", "quarter"] as const;

const draw = {
  quarter: () => `M0 0H${SIDE}A${SIDE} ${SIDE} 0 0 1 0 ${SIDE}Z`,
  half: () => `M0 0H${SIDE}A${SIDE / 2} ${SIDE / 2} 0 0 1 0 0Z`,
  disc: () => `M${SIDE / 2} 0A${SIDE / 2} ${SIDE / 2} 0 1 1 ${SIDE / 2 - 0.01} 0Z`,
  slope: () => `M0 0H${SIDE}L0 ${SIDE}Z`,
  ring: () => `M0 0H${SIDE}A${SIDE} ${SIDE} 0 0 1 0 ${SIDE}V${SIDE / 2}A${SIDE / 2} ${SIDE / 2} 0 0 0 ${SIDE / 2} 0Z`,
};

/** Four by four floor tiles, each turned at will: quarters, halves, discs and slopes. */
function Art({ palette, random }: ArtProps) {
  const { ground, ink, a, b, c } = palette;
  const pairs = [
    [a, c],
    [b, ground],
    [c, a],
    [ground, a],
    [ground, b],
    [a, ground],
    [ink, c],
  ] as const;
  const cells = [-60, 90, 240, 390].flatMap((y) => [0, 150, 300, 450].map((x) => ({ x, y })));
  return cells.map(({ x, y }) => {
    const [field, figure] = pairs[random.integer(0, pairs.length - 1)] ?? pairs[0];
    const turn = random.integer(0, 3) * 90;
    return (
      <g key={`${x},${y}`} transform={`translate(${x} ${y})`}>
        <rect width={SIDE + 0.5} height={SIDE + 0.5} fill={field} />
        <path d={draw[random.pick(SHAPES)]()} fill={figure} transform={`rotate(${turn} ${SIDE / 2} ${SIDE / 2})`} />
      </g>
    );
  });
}

export const tiles: Composition = { Art, Lettering: BottomLettering, crop: { x: 0, y: 0, width: 600, height: 540 } };
