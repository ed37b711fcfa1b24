"use client";

import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";
import { useVisitor } from "../visitor/visitor";

/** The way to the queue of a concert; for a stranger by way of signing in. */
export function BookLink({ slug, children }: { slug: string; children: string }) {
  const queuePage = `/concerts/${slug}/line`;
  const href = useVisitor()?.user === null ? `/signin?next=${encodeURIComponent(queuePage)}` : queuePage;
  return (
    <Link href={href} prefetch={false} className={buttonClass({ look: "signal", size: "large", wide: true })}>
      {children}
    </Link>
  );
}
