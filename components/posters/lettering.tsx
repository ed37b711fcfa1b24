import { type LetteringProps, SHEET } from "./composition";
import { dateParts, formatDateRange, splitTitle } from "./poster-text";
import { type Typesetting, typeset } from "./typesetting";

const { width, height, margin } = SHEET;
const inner = width - 2 * margin;
export const ASCENT_EM = 0.83; // from the top of a line to its baseline, in em: Hangul stands about this tall

type LinesProps = { set: Typesetting; x: number; y: number; fill: string; weight?: number; anchor?: "start" | "end" };

/** Lines of one setting, the top of the first at `y`. */
export function TextLines({ set, x, y, fill, weight = 900, anchor = "start" }: LinesProps) {
  const track = set.size > 40 ? Math.round(set.size * -25) / 1000 : undefined;
  const rows = set.lines.map((line, index) => ({
    line,
    base: Math.round(y + set.size * ASCENT_EM + index * set.leading),
  }));
  return rows.map(({ line, base }) => (
    <text
      key={base}
      x={x}
      y={base}
      fontSize={set.size}
      fontWeight={weight}
      fill={fill}
      textAnchor={anchor}
      letterSpacing={track}
    >
      {line}
    </text>
  ));
}

export const textHeight = (set: Typesetting) => set.lines.length * set.leading;

const small = (text: string, boxWidth: number, max = 24) =>
  typeset(text, { width: boxWidth, height: max * 2.3, max, min: 15 });

/** Dates on the left; year, time and venue on the right. */
function Imprint({ palette, text, y }: LetteringProps & { y: number }) {
  const [first] = text.dates;
  const figures = first ? dateParts(first) : undefined;
  const days = typeset(formatDateRange(text.dates), { width: 270, height: 60, max: 52, min: 20 });
  const right = width - margin;
  return (
    <>
      <TextLines set={days} x={margin} y={y - days.size * ASCENT_EM} fill={palette.ink} />
      {figures && (
        <text x={right} y={y - 22} fontSize={19} fontWeight={700} fill={palette.ink} textAnchor="end">
          {figures.year} · {figures.time}
        </text>
      )}
      {text.venue && (
        <TextLines
          set={typeset(text.venue, { width: 250, height: 21, max: 19, min: 15 })}
          x={right}
          y={y - 15.8}
          fill={palette.ink}
          weight={500}
          anchor="end"
        />
      )}
    </>
  );
}

/** Text at the bottom: host, the name as large as it goes, the imprint. */
export function BottomLettering({ palette, text, top = 560 }: LetteringProps & { top?: number }) {
  const { title, byline } = splitTitle(text);
  const host = small(byline, inner);
  const base = height - margin + 4;
  const nameTop = top + textHeight(host) + 10;
  const name = typeset(title, { width: inner, height: base - 62 - nameTop, max: 104 });
  return (
    <>
      <TextLines set={host} x={margin} y={top} fill={palette.ink} weight={600} />
      <TextLines set={name} x={margin - Math.round(name.size * 0.04)} y={nameTop} fill={palette.ink} />
      <Imprint palette={palette} text={text} y={base} />
    </>
  );
}

/** Text at the top: name and host, with the imprint under the art. */
export function TopLettering({ palette, text, bottom = 270 }: LetteringProps & { bottom?: number }) {
  const { title, byline } = splitTitle(text);
  const host = small(byline, inner);
  const name = typeset(title, { width: inner, height: bottom - margin - textHeight(host) - 22, max: 112 });
  return (
    <>
      <TextLines set={name} x={margin - Math.round(name.size * 0.04)} y={margin - 6} fill={palette.ink} />
      <TextLines set={host} x={margin} y={margin + textHeight(name) + 4} fill={palette.ink} weight={600} />
      <Imprint palette={palette} text={text} y={height - margin + 4} />
    </>
  );
}
