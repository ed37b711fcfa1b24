import { useTranslations } from "next-intl";
import { LinkButton } from "../ui/button";

/** The hold expired: what happened, what is safe, what to do next. */
export function HoldExpired({ slug, minutes }: { slug: string; minutes: number }) {
  const t = useTranslations("checkout.holdExpired");
  return (
    <section role="alert" className="grid justify-items-start gap-4 py-16">
      <h1 className="text-3xl">{t("title")}</h1>
      <p className="max-w-prose text-lg">{t("text", { minutes })}</p>
      <LinkButton look="signal" size="large" href={`/concerts/${slug}/line`}>
        {t("action")}
      </LinkButton>
    </section>
  );
}
