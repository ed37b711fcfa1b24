import type { HeaderReader } from "@/lib/core/headers";

export type Language = "ko" | "en";

/** The language of an answer's sentences, by Accept-Language (RFC 9110 §12.5.4). Programs that name none read English. */
export function negotiateLanguage(headers: HeaderReader): Language {
  let best: Language = "en";
  let bestQuality = 0;
  for (const range of (headers.get("accept-language") ?? "").split(",", 20)) {
    const [tag = "", weight] = range.trim().toLowerCase().split(";q=");
    const language = /^(ko|en)(?:-|$)/.exec(tag)?.[1];
    const quality = weight === undefined ? 1 : Number(weight) || 0;
    if (language && quality > bestQuality) [best, bestQuality] = [language as Language, quality];
  }
  return best;
}
