import { useLocale, useTranslations } from "next-intl";
import { LOCALES } from "@/lib/core/locales";
import { locales } from "@/messages";
import { Link } from "../ui/link";
import { VisitorText } from "../visitor/visitor-text";
import { ChoiceForm } from "./choice-form";
import { Popover } from "./popover";
import { SignOutForm } from "./sign-out-form";

export type Theme = "system" | "light" | "dark";
type FormAction = (form: FormData) => Promise<void>;
export type MenuProps = {
  /** Who visits, on a page that is rendered for them. A shared page asks the API. */
  user?: { name: string; email: string } | null;
  theme?: Theme;
  chooseLocale: FormAction;
  chooseTheme: FormAction;
  signOut: FormAction;
};

const themes = ["system", "light", "dark"] as const;
const rowClass = "flex min-h-11 w-full items-center rounded px-3 text-left font-medium hover:bg-sunken";

/** Account, language and theme in a native popover, which opens, closes and keeps focus without a script. */
export function Menu({ user, theme, chooseLocale, chooseTheme, signOut }: MenuProps) {
  const t = useTranslations("common");
  return (
    <>
      <Link
        href="/signin"
        className="for-strangers inline-flex min-h-11 items-center whitespace-nowrap rounded px-1.5 font-medium text-sm underline-offset-4 hover:underline sm:px-3"
      >
        {t("nav.signIn")}
      </Link>
      <button
        type="button"
        popoverTarget="menu"
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded border border-edge px-2.5 font-medium text-sm hover:border-ink sm:w-32 sm:px-3"
      >
        <span className="max-sm:hidden-visually grow truncate text-left">
          <bdi>
            <VisitorText field="name" initial={user === null ? t("nav.menu") : user?.name} fallback={t("nav.menu")} />
          </bdi>
        </span>
        <svg viewBox="0 0 16 12" width="16" height="12" aria-hidden="true" className="flex-none" stroke="currentColor">
          <path d="M0 2.5h16M0 9.5h16" strokeWidth="1.5" />
          <circle cx="11" cy="2.5" r="2" strokeWidth="1.5" className="fill-paper" />
          <circle cx="5" cy="9.5" r="2" strokeWidth="1.5" className="fill-paper" />
        </svg>
      </button>
      <Popover id="menu" className="menu w-72 rounded border border-edge bg-raised p-2 text-ink">
        <p className="for-users border-line border-b px-3 pt-1 pb-3">
          <span className="block font-bold">
            <VisitorText field="name" initial={user?.name} text={t("nav.signedInAs", { name: "{}" })} />
          </span>
          <span className="block text-soft text-sm">
            <bdi>
              <VisitorText field="email" initial={user?.email} />
            </bdi>
          </span>
        </p>
        <ChoiceForm
          name="locale"
          label={t("language.label")}
          action={chooseLocale}
          chosen={useLocale()}
          options={locales.map((value) => ({ value, label: LOCALES[value].name, lang: value }))}
        />
        <ChoiceForm
          name="theme"
          label={t("theme.label")}
          action={chooseTheme}
          chosen={theme ?? "system"}
          options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
        <div className="mt-2 border-line border-t pt-2">
          <SignOutForm action={signOut} className="for-users" buttonClass={rowClass} label={t("nav.signOut")} />
          <Link href="/signup" className={`${rowClass} for-strangers`}>
            {t("nav.signUp")}
          </Link>
        </div>
      </Popover>
    </>
  );
}
