"use server";

import { cookies } from "next/headers";
import { DEFAULT_LOCALE, isLocale } from "@/lib/core/locales";
import { textField } from "./text-field";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const cookieOptions = { maxAge: YEAR_SECONDS, path: "/", sameSite: "lax", httpOnly: true } as const;

/** Stores the chosen language in a cookie. */
export async function chooseLocale(form: FormData): Promise<void> {
  const locale = textField(form, "locale");
  (await cookies()).set("locale", isLocale(locale) ? locale : DEFAULT_LOCALE, cookieOptions);
}

/** Stores light or dark in a cookie, which a script of every page reads (preferences-script.ts); "system" deletes it, and the device decides again. */
export async function chooseTheme(form: FormData): Promise<void> {
  const theme = textField(form, "theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark") jar.set("theme", theme, { ...cookieOptions, httpOnly: false });
  else jar.delete("theme");
}
