import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage, type AuthPageProps } from "../auth-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

export default function SignIn({ searchParams }: AuthPageProps) {
  return <AuthPage kind="signIn" searchParams={searchParams} />;
}
