import { day } from "./compositions/day";
import { glyph } from "./compositions/glyph";
import { orbit } from "./compositions/orbit";
import { designFor } from "./design";

const NEEDS_FONT = [day, glyph]; // made of letters, which the picture's renderer has no Korean font for

/** The art of a concert's poster as a picture of 1200 by 630, without text. */
export async function renderShareImage(slug: string): Promise<string> {
  const { renderToStaticMarkup } = await import("react-dom/server"); // not at the top: Next keeps it from pages
  const { composition: own, palette, random } = designFor(slug);
  const composition = NEEDS_FONT.includes(own) ? orbit : own;
  const { x, y, width } = composition.crop;
  const height = (width * 630) / 1200;
  return renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={1200}
      height={630}
      viewBox={`${x} ${y} ${width} ${height}`}
      aria-hidden="true"
    >
      <rect x={x} y={y} width={width} height={height} fill={palette.ground} />
      <composition.Art palette={palette} random={random} text={{ slug, name: "", host: "", dates: [] }} />
    </svg>,
  );
}
