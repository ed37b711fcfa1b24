export { designFor, paletteFor } from "./design";
export type { Palette } from "./palette";
export { Poster, PosterCrop } from "./poster";
export type { PosterText } from "./poster-text";
