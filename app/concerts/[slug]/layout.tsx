import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { concertBySlug } from "@/lib/concerts";

type Props = { children: ReactNode; params: Promise<{ slug: string }> };

/** Nothing of a concert that does not exist: asked here, above any loading state, so that the answer is a true 404. */
export default async function ConcertLayout({ children, params }: Props) {
  if (!(await concertBySlug((await params).slug))) notFound();
  return children;
}
