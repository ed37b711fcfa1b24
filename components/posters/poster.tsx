import { classNames } from "../ui/class-names";
import { SHEET } from "./composition";
import { designFor } from "./design";
import type { PosterText } from "./poster-text";

type Props = { words: PosterText; className?: string };

/**
 * The poster of a concert, drawn from its own words: the same slug gives the same poster, everywhere and for good. Its
 * words always stand beside it as text too, so it is hidden from screen readers.
 */
export function Poster({ words, className }: Props) {
  const { kind, palette, random } = designFor(words.slug);
  const paper = classNames("-outline-offset-1 outline outline-ink/15", className); // an edge, when the page is as dark as the ink
  return (
    <svg viewBox={`0 0 ${SHEET.width} ${SHEET.height}`} className={paper} aria-hidden="true" focusable="false">
      <rect width={SHEET.width} height={SHEET.height} fill={palette.ground} />
      <kind.Art palette={palette} random={random} words={words} />
      <kind.Letters palette={palette} words={words} />
    </svg>
  );
}

/** The field of shape alone, filling whatever frame it is given: a ticket, a stub, a banner. */
export function PosterCrop({ words, className }: Props) {
  const { kind, palette, random } = designFor(words.slug);
  const { x, y, width, height } = kind.crop;
  return (
    <svg
      viewBox={`${x} ${y} ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      <rect x={-600} y={-840} width={1800} height={2520} fill={palette.ground} />
      <kind.Art palette={palette} random={random} words={words} />
    </svg>
  );
}
