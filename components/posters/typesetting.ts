export type Typesetting = { size: number; lines: string[]; leading: number };
type Box = { width: number; height: number; max: number; min?: number };

const LEADING = 1.1;

/** Advance of one character in em, at Noto Sans KR's heaviest. A little generous, so that no line runs out of its box. */
function advance(character: string): number {
  if (/\s/.test(character)) return 0.25;
  if (/[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/.test(character)) return 0.95;
  if (/[ijlI.,:;'’|!()[\]·]/.test(character)) return 0.36;
  if (/[mwMW@%—]/.test(character)) return 0.96;
  if (/[A-Z&]/.test(character)) return 0.72;
  return 0.63;
}

export const textWidth = (text: string, size: number): number =>
  size * [...text].reduce((sum, character) => sum + advance(character), 0);

/** Words keep together; only a word wider than a whole line is cut. */
function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const push = (piece: string) => {
    const longer = line ? `${line} ${piece}` : piece;
    if (textWidth(longer, size) <= width) line = longer;
    else {
      if (line) lines.push(line);
      line = piece;
    }
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (textWidth(word, size) <= width) push(word);
    else {
      let rest = word;
      while (textWidth(rest, size) > width && [...rest].length > 1) {
        let taken = "";
        for (const character of rest) {
          if (textWidth(taken + character, size) > width) break;
          taken += character;
        }
        const piece = taken || [...rest].slice(0, 1).join("");
        push(piece);
        rest = rest.slice(piece.length);
      }
      if (rest) push(rest);
    }
  }
  if (line) lines.push(line);
  return lines;
}

const cutsAWord = (text: string, lines: string[]) => {
  const words = new Set(text.split(/\s+/));
  return lines.some((line) => line.split(" ").some((word) => !words.has(word)));
};

/** The same number of lines, as even in length as words allow. */
function balanced(text: string, size: number, lines: string[]): string[] {
  let even = lines;
  const widest = Math.max(...lines.map((line) => textWidth(line, size)));
  for (let width = widest; width > widest / 2; width -= size / 4) {
    const tried = wrap(text, size, width);
    if (tried.length > lines.length || cutsAWord(text, tried)) break;
    even = tried;
  }
  return even;
}

/** The largest setting of `text` that stays in the box without cutting a word; at `min` words may be cut, and lines end. */
export function typeset(text: string, { width, height, max, min = 22 }: Box): Typesetting {
  for (let size = max; size > min; size -= 2) {
    const lines = wrap(text, size, width);
    if (lines.length * size * LEADING > height || cutsAWord(text, lines)) continue;
    return { size, lines: balanced(text, size, lines), leading: size * LEADING };
  }
  const room = Math.max(1, Math.floor(height / (min * LEADING)));
  const lines = wrap(text, min, width);
  const kept = lines.slice(0, room);
  if (lines.length > room) kept[room - 1] = `${kept[room - 1]?.slice(0, -1)}…`;
  return { size: min, lines: kept, leading: min * LEADING };
}
