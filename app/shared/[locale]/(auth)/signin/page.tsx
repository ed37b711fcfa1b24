import type { Metadata } from "next";
import { AuthPage, authMetadata } from "@/app/_pages/auth";

export const generateMetadata = (): Promise<Metadata> => authMetadata("signIn");

export default function SignIn() {
  return <AuthPage kind="signIn" />;
}
