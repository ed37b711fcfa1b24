import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/app/_lib/current-user";
import { AuthPage, authMetadata } from "@/app/_pages/auth";
import { nextPath } from "@/components/auth/next-path";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export const generateMetadata = (): Promise<Metadata> => authMetadata("signUp");

/** A visitor who is signed in is redirected at once. */
export default async function SignUp({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  return <AuthPage kind="signUp" next={next} />;
}
