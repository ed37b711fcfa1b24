import { classNames } from "../ui/class-names";
import { SHEET } from "./composition";
import { designFor } from "./design";
import type { PosterText } from "./poster-text";

type Props = { text: PosterText; className?: string };

/**
 * The poster of a concert: the same slug always gives the same poster. Pages show its text beside it too, so it is hidden
 * from screen readers.
 */
export function Poster({ text, className }: Props) {
  const { composition, palette, random } = designFor(text.slug);
  const paper = classNames("-outline-offset-1 outline outline-ink/15", className); // an edge, when the page is as dark as the ink
  return (
    <svg viewBox={`0 0 ${SHEET.width} ${SHEET.height}`} className={paper} aria-hidden="true" focusable="false">
      <rect width={SHEET.width} height={SHEET.height} fill={palette.ground} />
      <composition.Art palette={palette} random={random} text={text} />
      <composition.Lettering palette={palette} text={text} />
    </svg>
  );
}

/** The art of a poster without its text, filling whatever frame it is given. */
export function PosterCrop({ text, className }: Props) {
  const { composition, palette, random } = designFor(text.slug);
  const { x, y, width, height } = composition.crop;
  return (
    <svg
      viewBox={`${x} ${y} ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      <rect x={-600} y={-840} width={1800} height={2520} fill={palette.ground} />
      <composition.Art palette={palette} random={random} text={text} />
    </svg>
  );
}
