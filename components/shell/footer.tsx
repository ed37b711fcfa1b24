import Link from "next/link";
import { useTranslations } from "next-intl";

/** One line at the end of every page; the demo also says that it is one. */
export function Footer({ demo }: { demo: boolean }) {
  const t = useTranslations("common");
  return (
    <footer className="mt-24 border-line border-t py-8 text-soft text-sm">
      <div className="page grid gap-1">
        <p>{t("tagline")}</p>
        <p>{t("footer")}</p>
        <p>
          <Link href="/docs/api" prefetch={false} className="inline-block py-1 underline underline-offset-4">
            {t("api")}
          </Link>
        </p>
        {demo && <p>{t("demo")}</p>}
      </div>
    </footer>
  );
}
