import { type ArtProps, type Composition, clipId } from "../composition";
import { BottomLettering } from "../lettering";
import { overprint } from "../overprint";

/** The first letter of the name, as large as a wall, printed twice and a little out of register. */
function Art({ palette, random, text }: ArtProps) {
  const { a, b, c } = palette;
  const letter = [...text.name.trim()][0] ?? "자";
  const size = /[A-Za-z0-9]/.test(letter) ? 740 : 600;
  const shift = random.pick([-1, 1]) * random.between(26, 40);
  const drop = random.between(18, 30);
  const clip = clipId(text);
  const at = { x: 300, y: size === 740 ? 520 : 470, fontSize: size, fontWeight: 900, textAnchor: "middle" } as const;
  return (
    <>
      <circle cx={random.pick([110, 490])} cy={random.between(110, 160)} r={random.between(70, 110)} fill={c} />
      <clipPath id={clip}>
        <text {...at}>{letter}</text>
      </clipPath>
      <text {...at} fill={a}>
        {letter}
      </text>
      <text {...at} x={at.x + shift} y={at.y + drop} fill={b}>
        {letter}
      </text>
      <text {...at} x={at.x + shift} y={at.y + drop} fill={overprint(palette, a, b)} clipPath={`url(#${clip})`}>
        {letter}
      </text>
    </>
  );
}

export const glyph: Composition = {
  Art,
  Lettering: (props) => <BottomLettering {...props} top={586} />,
  crop: { x: 0, y: 20, width: 600, height: 540 },
};
