import type { ReactNode } from "react";
import type { Palette } from "./palette";
import type { PosterText } from "./poster-text";
import { hash, type SeededRandom } from "./seeded-random";

/** The size of a poster, and the margin its text keeps. */
export const SHEET = { width: 600, height: 840, margin: 40 } as const;

export type ArtProps = { palette: Palette; random: SeededRandom; text: PosterText };
export type LetteringProps = { palette: Palette; text: PosterText };

/** One way to compose a poster: its art, its lettering, and the part of the art that crops well. */
export type Composition = {
  Art: (props: ArtProps) => ReactNode;
  Lettering: (props: LetteringProps) => ReactNode;
  crop: { x: number; y: number; width: number; height: number };
};

/** The id of the clip path in one concert's art; its poster and crop may share it, since the shape is the same. */
export const clipId = ({ slug }: PosterText): string => `clip-${hash(slug).toString(36)}`;
