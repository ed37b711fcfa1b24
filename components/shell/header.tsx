import { useTranslations } from "next-intl";
import { Link } from "../ui/link";
import { Logo } from "./logo";
import { Menu, type MenuProps } from "./menu";

const link =
  "inline-flex min-h-11 items-center whitespace-nowrap rounded px-1.5 text-sm font-medium hover:underline underline-offset-4 sm:px-3";

/** The header of every page: the logo, the visitor's pages, and a menu. Nothing in it moves when the visitor is known. */
export function Header(props: MenuProps) {
  const t = useTranslations("common");
  return (
    <header className="border-line border-b">
      <a
        href="#main"
        className="absolute top-2 left-2 z-10 -translate-y-24 rounded bg-ink px-4 py-2 text-paper focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="page flex min-h-16 items-center gap-1 sm:gap-2">
        <Link href="/" aria-label={t("nav.home")} className="inline-flex min-h-11 items-center rounded sm:mr-3">
          <Logo />
        </Link>
        <nav aria-label={t("nav.label")} className="mr-auto flex items-center">
          <Link href="/" className={`${link} max-sm:hidden`}>
            {t("nav.programme")}
          </Link>
          <Link href="/tickets" prefetch={false} className={link}>
            {t("nav.tickets")}
          </Link>
          <Link href="/wallet" prefetch={false} className={link}>
            {t("nav.wallet")}
          </Link>
          <a href="/admin" className={`${link} for-admins`}>
            {t("nav.admin")}
          </a>
        </nav>
        <Menu {...props} />
      </div>
    </header>
  );
}
