/** Where things stand in the marks of a line (`data.ts`): words of 32 bits. */
export const MINUTES = 32;
export const WORDS_PER_MINUTE = 64;

/** What is known of the fan with this number; the word after it says since when they stand in line. Of a Lua expression. */
export const slotExpr = (number: string) => `${MINUTES * WORDS_PER_MINUTE} + 2 * ${number}`;

/** The same place as BITFIELD reads it, and the number that it belongs to. */
export const slotArg = (number: number) => `#${MINUTES * WORDS_PER_MINUTE + 2 * number}`;
export const numberExpr = (mark: string) => `(string.sub(${mark}, 2) - ${MINUTES * WORDS_PER_MINUTE}) / 2`;
