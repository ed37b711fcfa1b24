import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { pageLocale } from "@/lib/core/locales";
import { loadMessages, TIME_ZONE } from "@/messages";

/** The language of a page without a locale in its URL: the cookie of the switch, then what the browser prefers. */
export default getRequestConfig(async () => {
  const locale = pageLocale((await cookies()).get("locale")?.value, (await headers()).get("accept-language"));
  return { locale, timeZone: TIME_ZONE, messages: await loadMessages(locale) };
});
