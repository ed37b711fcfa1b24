import { connection } from "next/server";
import type { ReactNode } from "react";
import { allConcerts } from "@/lib/concerts";

/** Reads the concerts above the loading state, so that a failure answers 500 and not 200. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  await connection();
  await allConcerts();
  return children;
}
