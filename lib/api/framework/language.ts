import { type Locale, preferredLocale } from "@/lib/core/locales";

/** English is the default for programs that send no Accept-Language. */
export const negotiateLanguage = (headers: Headers): Locale => preferredLocale(headers.get("accept-language"), "en");
