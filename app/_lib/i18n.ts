import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { type Locale, locales, messagesFor, TIME_ZONE } from "@/messages";

const isLocale = (value: string | undefined): value is Locale => locales.some((locale) => locale === value);

/** The reader's language: the first of Accept-Language that we speak, by weight; Korean when there is none. */
function negotiateLocale(accept: string): Locale {
  const wishes = accept.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const weight = parameters.find((parameter) => parameter.trim().startsWith("q="))?.split("=")[1];
    return { language: tag.toLowerCase().split("-")[0], weight: Number(weight ?? 1) };
  });
  const known = wishes.sort((a, b) => b.weight - a.weight).find(({ language }) => isLocale(language));
  return isLocale(known?.language) ? known.language : "ko";
}

/** Languages without locale routes: the cookie of the switch, then what the browser asks for. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get("locale")?.value;
  const locale = isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language") ?? "");
  return { locale, timeZone: TIME_ZONE, messages: messagesFor(locale) };
});
