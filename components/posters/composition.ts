import type { ReactNode } from "react";
import type { Palette } from "./palette";
import type { PosterText } from "./poster-text";
import { hash, type SeededRandom } from "./seeded-random";

/** The sheet every poster is drawn on, and the margin its words keep. */
export const SHEET = { width: 600, height: 840, margin: 40 } as const;

export type ArtProps = { palette: Palette; random: SeededRandom; words: PosterText };
export type LetterProps = { palette: Palette; words: PosterText };

/** One way to compose a poster: its field of shape, where its words stand, and the part of the field that crops well. */
export type Composition = {
  Art: (props: ArtProps) => ReactNode;
  Letters: (props: LetterProps) => ReactNode;
  crop: { x: number; y: number; width: number; height: number };
};

/** An id for what one concert's art clips with. Poster and crop of the same concert may share it: the shape is the same. */
export const clipId = ({ slug }: PosterText): string => `clip-${hash(slug).toString(36)}`;
