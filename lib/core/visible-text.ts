// Unicode calls "default ignorable" what draws nothing by itself: zero widths, fillers, controls of direction.
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]/gu;
const BLANK = /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u{2800}\u{1D159}]*$/u; // Braille's blank and a null notehead

// Where such a character shapes its neighbours (UTS #51, UTS #37, RFC 5892 §A.1).
const SHAPING = [
  /(?<=\p{Extended_Pictographic}\p{Variation_Selector}?\p{Emoji_Modifier}?)\u{200D}(?=\p{Extended_Pictographic})/u,
  /(?<=[\p{L}\p{N}\p{P}\p{S}])\p{Variation_Selector}/u,
  /(?<=\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6})[\u{E0020}-\u{E007F}]/u, // a flag of a region, such as Scotland's
  /(?<=[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}][\p{Mn}]?)[\u{200C}\u{200D}]/u, // joined letters
  /(?<=[\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}])[\u{200C}\u{200D}]/u,
];
const shaping = new RegExp(SHAPING.map(({ source }) => source).join("|"), "gu");

/** Removes characters that draw nothing or turn the line around; joined emoji and letters stay as they are. */
export function removeHidden(text: string): string {
  if (text.search(HIDDEN) === -1) return text;
  const kept = new Set(Array.from(text.matchAll(shaping), ({ index }) => index));
  return text.replace(HIDDEN, (character, index: number) => (kept.has(index) ? character : ""));
}

/** Whether a reader sees all of the text, and something at all. */
export const isVisible = (text: string): boolean => !BLANK.test(text) && removeHidden(text) === text;
