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

/** Wraps at words; only a word wider than a whole line is cut. */
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
        let fitting = "";
        for (const character of rest) {
          if (textWidth(fitting + character, size) > width) break;
          fitting += character;
        }
        const piece = fitting || [...rest].slice(0, 1).join("");
        push(piece);
        rest = rest.slice(piece.length);
      }
      if (rest) push(rest);
    }
  }
  if (line) lines.push(line);
  return lines;
}

const cutsWord = (text: string, lines: string[]) => {
  const words = new Set(text.split(/\s+/));
  return lines.some((line) => line.split(" ").some((word) => !words.has(word)));
};

/** The same number of lines, as equal in length as words allow. */
function balance(text: string, size: number, lines: string[]): string[] {
  let balancedLines = lines;
  const widest = Math.max(...lines.map((line) => textWidth(line, size)));
  for (let width = widest; width > widest / 2; width -= size / 4) {
    const candidate = wrap(text, size, width);
    if (candidate.length > lines.length || cutsWord(text, candidate)) break;
    balancedLines = candidate;
  }
  return balancedLines;
}

/** The largest setting of `text` that fits the box without cutting a word; at `min` words may be cut and lines dropped. */
export function typeset(text: string, { width, height, max, min = 22 }: Box): Typesetting {
  for (let size = max; size > min; size -= 2) {
    const lines = wrap(text, size, width);
    if (lines.length * size * LEADING > height || cutsWord(text, lines)) continue;
    return { size, lines: balance(text, size, lines), leading: size * LEADING };
  }
  const maxLines = Math.max(1, Math.floor(height / (min * LEADING)));
  const lines = wrap(text, min, width);
  const shown = lines.slice(0, maxLines);
  if (lines.length > maxLines) shown[maxLines - 1] = `${shown[maxLines - 1]?.slice(0, -1)}…`;
  return { size: min, lines: shown, leading: min * LEADING };
}
