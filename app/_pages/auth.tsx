import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthForm } from "@/components/auth/auth-form";
import { demoLogins } from "@/components/auth/demo-logins";
import { OtherAuthLink } from "@/components/auth/other-auth-link";
import { PageTitle } from "@/components/ui";
import { signIn, signUp } from "../(personal)/(auth)/actions";

type Kind = "signIn" | "signUp";

export const authMetadata = async (kind: Kind): Promise<Metadata> => ({
  title: (await getTranslations("auth"))(`${kind}.title`),
});

/** The page to sign in or sign up. `next` is where to go afterwards; a shared page's script reads it from the URL. */
export async function AuthPage({ kind, next }: { kind: Kind; next?: string }) {
  const t = await getTranslations("auth");
  const texts = {
    submit: t(`${kind}.submit`),
    busy: t(`${kind}.busy`),
    email: t("email"),
    password: t("password"),
    passwordHint: t("passwordHint"),
    name: t("name"),
    nameHint: t("nameHint"),
    demo: t("demo.title"),
    demoText: t("demo.text"),
  };
  const inDemo = process.env.JARI_DEMO === "1" && kind === "signIn";
  const demo = inDemo ? demoLogins({ admin: t("demo.admin"), fan: (number) => t("demo.fan", { number }) }) : [];
  return (
    <>
      <PageTitle lead={t(`${kind}.lead`)}>{t(`${kind}.title`)}</PageTitle>
      <AuthForm kind={kind} action={kind === "signIn" ? signIn : signUp} next={next} texts={texts} demo={demo} />
      <p className="mt-8">
        {t(`${kind}.other`)}{" "}
        <OtherAuthLink href={kind === "signIn" ? "/signup" : "/signin"} next={next}>
          {t(`${kind}.otherLink`)}
        </OtherAuthLink>
      </p>
    </>
  );
}
