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

/** Order matters, as in the palettes: a poster that people know must not change its face. */
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

const SEED_SALT = 977; // chosen by eye, so that the demo's six concerts hang well side by side

/** The composition, the inks and the dice of a concert, all from its slug alone. */
export function designFor(slug: string): { kind: Composition; palette: Palette; random: SeededRandom } {
  const dice = seededRandom(`poster ${SEED_SALT}:${slug}`);
  return { kind: dice.pick(COMPOSITIONS), palette: dice.pick(PALETTES), random: seededRandom(slug) };
}

/** The colours a concert lends to other things: its seat map's stage, its page, the browser's frame. */
export const paletteFor = (slug: string): Palette => designFor(slug).palette;
