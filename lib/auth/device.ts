const UNKNOWN = "";

// In this order: most browsers name others as well, for pages that look for those.
const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bWhale\//, "Whale"],
  [/\bKAKAOTALK\b/i, "KakaoTalk"],
  [/\bNAVER\b/, "Naver"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
  [/\b(iPhone|iPod)\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];
const LENGTH_CHECKED = 512; // characters

const match = (kinds: readonly [RegExp, string][], text: string) => kinds.find(([pattern]) => pattern.test(text))?.[1];

/** A device as its owner would know it again: browser and system, and never a client's own text; empty if unknown. */
export function deviceFrom(userAgent: string | null): string {
  const text = (userAgent ?? UNKNOWN).slice(0, LENGTH_CHECKED);
  return [match(BROWSERS, text), match(SYSTEMS, text)].filter(Boolean).join(", ");
}
