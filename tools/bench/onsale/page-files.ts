/** What a page of HTML needs besides itself: its files in order, and the characters it shows. */
export type PageFiles = { files: string[]; characters: Set<number> };

const TAG = /<(script|link|img)\b([^>]*)>/gi;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const LOADED_RELS = new Set(["stylesheet", "preload", "modulepreload", "icon", "shortcut icon", "manifest"]);

const attributesOf = (text: string) =>
  new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", double, single]) => [name.toLowerCase(), double ?? single ?? ""]),
  );

function fileOf(tag: string, text: string): string | undefined {
  const attributes = attributesOf(text);
  if (tag === "link")
    return LOADED_RELS.has((attributes.get("rel") ?? "").toLowerCase()) ? attributes.get("href") : undefined;
  if (tag === "img" && attributes.get("loading") === "lazy") return undefined;
  if (tag === "script" && /\bnomodule\b/i.test(text)) return undefined;
  return attributes.get("src");
}

const isOwn = (file: string) => file.startsWith("/") && !file.startsWith("//");

/** Reads which files of its own site a page loads at once: scripts, style sheets, preloads, icons and pictures. */
export function parsePageFiles(html: string): PageFiles {
  const files = new Set<string>();
  for (const [, tag = "", text = ""] of html.matchAll(TAG)) {
    const file = fileOf(tag.toLowerCase(), text)?.replaceAll("&amp;", "&");
    if (file && isOwn(file)) files.add(file);
  }
  const text = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, "").replace(/<[^>]*>/g, "");
  return { files: [...files], characters: new Set([...text].map((character) => character.codePointAt(0) ?? 0)) };
}

/** A font of a style sheet and the ranges of characters that it draws; without any it draws all. */
export type FontFace = { file: string; ranges: [from: number, to: number][] };

const FACE = /@font-face\s*\{([^}]*)\}/gi;

function rangeOf(text: string): [number, number] {
  const [from = "", to = from] = text.trim().replace(/^u\+/i, "").split("-");
  return [Number.parseInt(from.replaceAll("?", "0"), 16), Number.parseInt(to.replaceAll("?", "f"), 16)];
}

/** The fonts that a style sheet offers, with their addresses resolved against its own. */
export function parseFontFaces(css: string, cssPath: string): FontFace[] {
  return [...css.matchAll(FACE)].flatMap(([, block = ""]) => {
    const url = /url\(\s*["']?([^"')]+)["']?\s*\)/i.exec(block)?.[1];
    if (!url || url.startsWith("data:")) return [];
    const ranges = /unicode-range\s*:\s*([^;}]+)/i.exec(block)?.[1]?.split(",").map(rangeOf) ?? [];
    const { pathname, search } = new URL(url, new URL(cssPath, "http://site"));
    return [{ file: pathname + search, ranges }];
  });
}

/** The fonts that a browser loads for these characters. */
export function fontsFor(faces: readonly FontFace[], characters: ReadonlySet<number>): string[] {
  const isNeeded = ({ ranges }: FontFace) =>
    ranges.length === 0 || [...characters].some((point) => ranges.some(([from, to]) => point >= from && point <= to));
  return [...new Set(faces.filter(isNeeded).map(({ file }) => file))];
}
