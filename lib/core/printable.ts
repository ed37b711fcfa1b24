// DEL and the C1 controls, which terminals obey; line separators; invisible characters; controls of direction.
const UNPRINTABLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const CONTROLS = /\p{Cc}/gu;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A line of JSON with escapes instead of all that a terminal or a viewer would obey or hide. */
export const printableJson = (line: string): string => line.replace(UNPRINTABLE, escaped);

/** Text of one line, with escapes instead of all that a terminal or a viewer would obey or hide. */
export const printable = (text: string): string => text.replace(CONTROLS, escaped).replace(UNPRINTABLE, escaped);
