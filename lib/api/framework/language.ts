import { type Locale, preferredLocale } from "@/lib/core/locales";

/** The language of a response's sentences. Programs that name none read English. */
export const negotiateLanguage = (headers: Headers): Locale => preferredLocale(headers.get("accept-language"), "en");
