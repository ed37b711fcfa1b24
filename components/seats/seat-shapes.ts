/** A seat's shapes around the origin, in hall units: the SVG, the canvas and the legend draw the same ones. */
export const RADIUS = { available: 10, held: 9, chosen: 11.5, focus: 14 };
export const CROSS = "M-5 -5L5 5M5 -5L-5 5";
export const TICK = "M-5.5 .5L-1.5 4.5L6 -4";
