import type { Kind } from "./kind";
import { day } from "./kinds/day";
import { dots } from "./kinds/dots";
import { glyph } from "./kinds/glyph";
import { horizon } from "./kinds/horizon";
import { orbit } from "./kinds/orbit";
import { pipes } from "./kinds/pipes";
import { slant } from "./kinds/slant";
import { tiles } from "./kinds/tiles";
import { waves } from "./kinds/waves";
import { PALETTES, type Palette } from "./palette";
import { type Random, randomOf } from "./seed";

/** Order matters, as in the palettes: a poster that people know must not change its face. */
export const KINDS: readonly [Kind, ...Kind[]] = [orbit, glyph, tiles, slant, waves, day, pipes, horizon, dots];

const HANGING = 977; // chosen by eye, so that the demo's six concerts hang well side by side

/** The composition, the inks and the dice of a concert, all from its slug alone. */
export function chosen(slug: string): { kind: Kind; palette: Palette; random: Random } {
  const dice = randomOf(`poster ${HANGING}:${slug}`);
  return { kind: dice.pick(KINDS), palette: dice.pick(PALETTES), random: randomOf(slug) };
}

/** The colours a concert lends to other things: its seat map's stage, its page, the browser's frame. */
export const tintOf = (slug: string): Palette => chosen(slug).palette;
