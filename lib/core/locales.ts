/** A new language needs an entry in each table here, `messages/<code>.json`, and its sentences in `errors.ts`. */
export const LOCALES = {
  ko: { name: "한국어", dateFormat: "ko-KR", seoulTime: "한국 시간" },
  en: { name: "English", dateFormat: "en-GB", seoulTime: "Seoul time" },
} as const;

export type Locale = keyof typeof LOCALES;

export const DEFAULT_LOCALE: Locale = "ko"; // for a visitor whose languages are none of these

/** These are not in `messages/`, because loading those may be what failed. */
export const FAILURE_TEXTS = {
  ko: {
    title: "문제가 생겼어요",
    text: "순번과 좌석, 결제는 그대로예요. 잠시 뒤에 다시 시도해 주세요.",
    offline: "연결이 끊겼어요. 다시 연결되면 이어서 할 수 있어요.",
    retry: "다시 시도",
    home: "첫 화면으로",
  },
  en: {
    title: "Something went wrong",
    text: "Your place, your seats and your payments are safe. Please try again in a moment.",
    offline: "You're offline. You can carry on as soon as you're back.",
    retry: "Try again",
    home: "Go to the start page",
  },
} satisfies Record<Locale, Record<string, string>>;

export const isLocale = (code: unknown): code is Locale => typeof code === "string" && Object.hasOwn(LOCALES, code);

/** The locale that an Accept-Language header (RFC 9110 §12.5.4) prefers; `fallback` if it names none. */
export function preferredLocale(acceptLanguage: string | null, fallback: Locale): Locale {
  let best = fallback;
  let bestQuality = 0;
  for (const range of (acceptLanguage ?? "").split(",", 20)) {
    const [tag = "", weight] = range.trim().toLowerCase().split(";q=");
    const language = tag.split("-")[0];
    const quality = weight === undefined ? 1 : Number(weight) || 0;
    if (isLocale(language) && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}

/** The locale of a page: the one chosen (the cookie `locale`), else what an Accept-Language header prefers, else the default. */
export const pageLocale = (chosen: string | undefined, acceptLanguage: string | null): Locale =>
  isLocale(chosen) ? chosen : preferredLocale(acceptLanguage, DEFAULT_LOCALE);
