import type { Composition } from "./composition";
import { day } from "./compositions/day";
import { dots } from "./compositions/dots";
import { glyph } from "./compositions/glyph";
import { horizon } from "./compositions/horizon";
import { orbit } from "./compositions/orbit";
import { pipes } from "./compositions/pipes";
import { slant } from "./compositions/slant";
import { tiles } from "./compositions/tiles";
import { waves } from "./compositions/waves";
import { PALETTES, type Palette } from "./palette";
import { type SeededRandom, seededRandom } from "./seeded-random";

/** The order matters, as in the palettes: an existing poster must not change. */
export const COMPOSITIONS: readonly [Composition, ...Composition[]] = [
  orbit,
  glyph,
  tiles,
  slant,
  waves,
  day,
  pipes,
  horizon,
  dots,
];

const SEED_SALT = 977; // chosen by eye, so that the demo's six posters look well side by side

/** The composition, palette and random numbers of a concert's poster, from its slug alone. */
export function designFor(slug: string): { composition: Composition; palette: Palette; random: SeededRandom } {
  const choice = seededRandom(`poster ${SEED_SALT}:${slug}`);
  return { composition: choice.pick(COMPOSITIONS), palette: choice.pick(PALETTES), random: seededRandom(slug) };
}

/** The colours of a concert's poster, for its stage on the seat map, its page and the browser's frame. */
export const paletteFor = (slug: string): Palette => designFor(slug).palette;
