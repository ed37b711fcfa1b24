export { chosen, tintOf } from "./choose";
export type { Palette } from "./palette";
export { Poster, PosterCrop } from "./poster";
export type { PosterWords } from "./words";
