"use server";

import { cookies } from "next/headers";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const cookieOptions = { maxAge: YEAR_SECONDS, path: "/", sameSite: "lax", httpOnly: true } as const;

/** Remembers the language of the switch that was pressed. */
export async function chooseLocale(form: FormData): Promise<void> {
  (await cookies()).set("locale", form.get("locale") === "en" ? "en" : "ko", cookieOptions);
}

/** Remembers light or dark; "system" forgets, and the device decides again. */
export async function chooseTheme(form: FormData): Promise<void> {
  const theme = form.get("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark") jar.set("theme", theme, cookieOptions);
  else jar.delete("theme");
}
