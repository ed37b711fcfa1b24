import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { locales } from "@/messages";
import { Choice } from "./choice";
import { Popover } from "./popover";

type Press = (form: FormData) => Promise<void>;
export type Theme = "system" | "light" | "dark";
export type MenuProps = {
  who: { name: string; email: string; role: "FAN" | "ADMIN" } | null;
  theme: Theme;
  chooseLocale: Press;
  chooseTheme: Press;
  signOut: Press;
};

const themes = ["system", "light", "dark"] as const;
const row = "flex min-h-11 w-full items-center rounded px-3 text-left font-medium hover:bg-sunken";

/** Account, language and light, in the browser's own popover: it opens, closes and keeps focus without a script. */
export function Menu({ who, theme, chooseLocale, chooseTheme, signOut }: MenuProps) {
  const t = useTranslations("common");
  return (
    <>
      <button
        type="button"
        popoverTarget="menu"
        className="inline-flex min-h-11 max-w-32 items-center gap-2 rounded border border-edge px-3 text-sm font-medium hover:border-ink"
      >
        <span className="truncate">{who ? who.name : t("nav.menu")}</span>
        <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true" className="flex-none">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <Popover id="menu" of={who?.email ?? ""} className="menu w-72 rounded border border-edge bg-raised p-2 text-ink">
        {who && (
          <p className="border-line border-b px-3 pt-1 pb-3">
            <span className="block font-bold">{t("nav.signedInAs", { name: who.name })}</span>
            <span className="block text-soft text-sm">{who.email}</span>
          </p>
        )}
        <Choice
          name="locale"
          label={t("language.label")}
          action={chooseLocale}
          chosen={useLocale()}
          options={locales.map((value) => ({ value, label: t(`language.${value}`), lang: value }))}
        />
        <Choice
          name="theme"
          label={t("theme.label")}
          action={chooseTheme}
          chosen={theme}
          options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
        <div className="mt-2 border-line border-t pt-2">
          {who ? (
            <form action={signOut}>
              <button type="submit" className={row}>
                {t("nav.signOut")}
              </button>
            </form>
          ) : (
            <>
              <Link href="/signin" className={row}>
                {t("nav.signIn")}
              </Link>
              <Link href="/signup" className={row}>
                {t("nav.signUp")}
              </Link>
            </>
          )}
        </div>
      </Popover>
    </>
  );
}
