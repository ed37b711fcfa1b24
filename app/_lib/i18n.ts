import { cookies, headers } from "next/headers";
import { locale as rootLocale } from "next/root-params";
import { getRequestConfig } from "next-intl/server";
import { isLocale, pageLocale } from "@/lib/core/locales";
import { loadMessages, TIME_ZONE } from "@/messages";

/** The language in a shared page's internal path; undefined on another page and in a server action. */
async function sharedLocale(): Promise<string | undefined> {
  try {
    return await rootLocale();
  } catch {
    return undefined;
  }
}

const visitorsLocale = async () =>
  pageLocale((await cookies()).get("locale")?.value, (await headers()).get("accept-language"));

/** The language of a page: that of its path, or else its visitor's. */
export default getRequestConfig(async ({ locale: given }) => {
  const known = given ?? (await sharedLocale());
  const locale = isLocale(known) ? known : await visitorsLocale();
  return { locale, timeZone: TIME_ZONE, messages: await loadMessages(locale) };
});
