import { connection } from "next/server";
import type { ReactNode } from "react";
import { allConcerts } from "@/lib/concerts";

/** Asked for here, above the loading state, so that a programme that cannot be read is an error by its status too. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  await connection();
  await allConcerts();
  return children;
}
