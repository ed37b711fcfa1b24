import { connection } from "next/server";
import type { ReactNode } from "react";
import { programme } from "@/lib/catalogue";

/** Asked for here, above the loading state, so that a programme that cannot be read is an error by its status too. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  await connection();
  await programme();
  return children;
}
