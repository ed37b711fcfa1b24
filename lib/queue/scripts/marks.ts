/** Where things stand in the marks of a line (`data.ts`): words of 32 bits. */
export const MINUTES = 32;
export const WORDS = 64;

/** What is known of the fan with this number; the word after it says since when they stand in line. Of a Lua expression. */
export const markOf = (number: string) => `${MINUTES * WORDS} + 2 * ${number}`;

/** The same place as BITFIELD reads it, and the number that it belongs to. */
export const markAt = (number: number) => `#${MINUTES * WORDS + 2 * number}`;
export const numberAt = (mark: string) => `(string.sub(${mark}, 2) - ${MINUTES * WORDS}) / 2`;
