import { type ArtProps, type Composition, clipId } from "../composition";
import { BottomLettering } from "../lettering";
import { overprint } from "../overprint";

/** Two great discs that overlap, a ring, and a dot on its way round. */
function Art({ palette, random, text }: ArtProps) {
  const { a, b, c, ink } = palette;
  const left = random.chance(0.5);
  const one = { cx: left ? 190 : 410, cy: random.between(170, 250), r: random.between(225, 265) };
  const two = { cx: left ? 425 : 175, cy: random.between(305, 335), r: random.between(120, 152) };
  const ring = two.r + random.between(28, 42);
  const angle = random.between(-2.6, -0.6);
  const clip = clipId(text);
  return (
    <>
      <clipPath id={clip}>
        <circle {...one} />
      </clipPath>
      <circle {...one} fill={a} />
      <circle {...two} fill={b} />
      <circle {...two} fill={overprint(palette, a, b)} clipPath={`url(#${clip})`} />
      <circle cx={two.cx} cy={two.cy} r={ring} fill="none" stroke={ink} strokeWidth={3} />
      <circle
        cx={two.cx + ring * Math.cos(angle)}
        cy={two.cy + ring * Math.sin(angle)}
        r={24}
        fill={c}
        stroke={ink}
        strokeWidth={3}
      />
    </>
  );
}

export const orbit: Composition = { Art, Lettering: BottomLettering, crop: { x: 0, y: 40, width: 600, height: 500 } };
