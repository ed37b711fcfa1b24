import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale, preferredLocale } from "@/lib/core/locales";
import { loadMessages, TIME_ZONE } from "@/messages";

/** The language of a page without a locale in its URL: the cookie of the switch, then what the browser prefers. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get("locale")?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get("accept-language"), DEFAULT_LOCALE);
  return { locale, timeZone: TIME_ZONE, messages: await loadMessages(locale) };
});
