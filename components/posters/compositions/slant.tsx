import { type ArtProps, type Composition, type LetteringProps, SHEET } from "../composition";
import { ASCENT_EM, TextLines, textHeight } from "../lettering";
import { dateParts, formatDateRange, splitTitle } from "../poster-text";
import { typeset } from "../typesetting";

const TURN = -18;
const centre = `${SHEET.width / 2} ${SHEET.height / 2}`;

/** Broad bands thrown across the sheet. The middle one stays free for the name. */
function Art({ palette, random }: ArtProps) {
  const { a, b, c, ink } = palette;
  const upper = random.between(110, 150);
  const lower = random.between(44, 64);
  const notch = random.between(120, 420);
  return (
    <g transform={`rotate(${TURN} ${centre})`}>
      <rect x={-400} y={-320} width={1400} height={320 + upper - 66} fill={b} />
      <rect x={-400} y={upper - 66} width={1400} height={36} fill={ink} />
      <rect x={-400} y={upper - 30} width={1400} height={96} fill={a} />
      <circle cx={notch} cy={upper - 66} r={132} fill={c} />
      <path d={`M${notch - 132} ${upper - 66}a132 132 0 0 0 264 0Z`} fill={ink} />
      <rect x={-400} y={604} width={1400} height={lower} fill={a} />
      <rect x={-400} y={604 + lower} width={notch + 400} height={30} fill={c} />
      <rect x={notch} y={604 + lower} width={1400} height={30} fill={ink} />
    </g>
  );
}

/** The name rides on the slope, and so do the figures beneath the lower band. */
function Lettering({ palette, text }: LetteringProps) {
  const { title, byline } = splitTitle(text);
  const name = typeset(title, { width: 480, height: 270, max: 120 });
  const host = typeset(byline, { width: 470, height: 56, max: 26, min: 15 });
  const [first] = text.dates;
  const top = 232 + Math.max(0, (350 - textHeight(name) - textHeight(host)) / 2);
  const days = typeset(formatDateRange(text.dates), { width: 230, height: 60, max: 54, min: 20 });
  return (
    <g transform={`rotate(${TURN} ${centre})`}>
      <TextLines set={host} x={66} y={top} fill={palette.ink} weight={600} />
      <TextLines set={name} x={64} y={top + textHeight(host) + 6} fill={palette.ink} />
      <TextLines set={days} x={468} y={757 - days.size * ASCENT_EM} fill={palette.ink} anchor="end" />
      {first && (
        <text x={66} y={756} fontSize={19} fontWeight={700} fill={palette.ink}>
          {dateParts(first).year} · {dateParts(first).time}
        </text>
      )}
    </g>
  );
}

export const slant: Composition = { Art, Lettering, crop: { x: 0, y: 0, width: 600, height: 330 } };
