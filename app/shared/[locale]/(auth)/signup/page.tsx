import type { Metadata } from "next";
import { AuthPage, authMetadata } from "@/app/_pages/auth";

export const generateMetadata = (): Promise<Metadata> => authMetadata("signUp");

export default function SignUp() {
  return <AuthPage kind="signUp" />;
}
