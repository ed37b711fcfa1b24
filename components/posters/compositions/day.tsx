import { type ArtProps, type Composition, clipId, type LetteringProps, SHEET } from "../composition";
import { TextLines, textHeight } from "../lettering";
import { overprint } from "../overprint";
import { dateParts, formatDateRange, splitTitle } from "../poster-text";
import { typeset } from "../typesetting";

/** The day itself, figures as tall as the sheet is wide, and one disc over them. */
function Art({ palette, random, text }: ArtProps) {
  const { a, b } = palette;
  const [first] = text.dates;
  const day = first ? dateParts(first).day : "0";
  const clip = clipId(text);
  const size = day.length > 1 ? 470 : 500;
  const figures = {
    x: 300,
    y: 600,
    fontSize: size,
    fontWeight: 900,
    textAnchor: "middle",
    letterSpacing: -size * 0.06,
  } as const;
  const disc = { cx: random.pick([150, 450]), cy: random.between(350, 500), r: random.between(105, 135) };
  return (
    <>
      <clipPath id={clip}>
        <text {...figures}>{day}</text>
      </clipPath>
      <text {...figures} fill={a}>
        {day}
      </text>
      <circle {...disc} fill={b} />
      <circle {...disc} fill={overprint(palette, a, b)} clipPath={`url(#${clip})`} />
    </>
  );
}

/** Name above, and beneath the figures everything else in one row. */
function Lettering({ palette, text }: LetteringProps) {
  const { width, height, margin } = SHEET;
  const { title, byline } = splitTitle(text);
  const name = typeset(title, { width: width - 2 * margin, height: 185, max: 88 });
  const [first] = text.dates;
  const host = typeset(byline, { width: 300, height: 60, max: 26, min: 15 });
  const foot = height - margin;
  return (
    <>
      <TextLines set={name} x={margin - Math.round(name.size * 0.04)} y={margin - 6} fill={palette.ink} />
      <rect x={margin} y={640} width={width - 2 * margin} height={4} fill={palette.ink} />
      <TextLines set={host} x={margin} y={664} fill={palette.ink} weight={600} />
      <TextLines
        set={typeset(text.venue ?? "", { width: 300, height: 42, max: 19, min: 15 })}
        x={margin}
        y={664 + textHeight(host) + 4}
        fill={palette.ink}
        weight={500}
      />
      <TextLines
        set={typeset(formatDateRange(text.dates), { width: 190, height: 50, max: 42, min: 18 })}
        x={width - margin}
        y={660}
        fill={palette.ink}
        anchor="end"
      />
      <text x={width - margin} y={732} fontSize={19} fontWeight={700} fill={palette.ink} textAnchor="end">
        {first && `${dateParts(first).year} · ${dateParts(first).time}`}
      </text>
      <rect x={margin} y={foot - 26} width={26} height={26} fill={palette.a} />
      <circle cx={margin + 47} cy={foot - 13} r={13} fill={palette.b} />
      <path d={`M${margin + 68} ${foot}v-26h26Z`} fill={palette.c} />
    </>
  );
}

export const day: Composition = { Art, Lettering, crop: { x: 0, y: 210, width: 600, height: 420 } };
