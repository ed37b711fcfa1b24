import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthForm } from "@/components/auth/auth-form";
import { demoLogins } from "@/components/auth/demo-logins";
import { PageTitle } from "@/components/ui";
import { Link } from "@/components/ui/link";
import { currentUser } from "../_lib/current-user";
import { signIn, signUp } from "./actions";
import { nextPath } from "./next-path";

export type AuthPageProps = { searchParams: Promise<{ next?: string | string[] }> };

/** The page to sign in or sign up. A visitor who is signed in is redirected at once. */
export async function AuthPage({ kind, searchParams }: AuthPageProps & { kind: "signIn" | "signUp" }) {
  const next = nextPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  const t = await getTranslations("auth");
  const other = kind === "signIn" ? "/signup" : "/signin";
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
        <Link
          href={next === "/" ? other : `${other}?next=${encodeURIComponent(next)}`}
          className="font-bold underline underline-offset-4"
        >
          {t(`${kind}.otherLink`)}
        </Link>
      </p>
    </>
  );
}
