import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuthPage, type AuthPageProps } from "../auth-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signUp"))("title") };
}

export default function SignUp({ searchParams }: AuthPageProps) {
  return <AuthPage kind="signUp" searchParams={searchParams} />;
}
