"use client";

import type { ReactNode } from "react";
import { Link } from "../ui/link";
import { useNextPath } from "./use-next-path";

type Props = { href: string; next: string | undefined; children: ReactNode };

/** From signing in to signing up and back, with the same page to go to afterwards. */
export function OtherAuthLink({ href, next, children }: Props) {
  const path = useNextPath(next);
  return (
    <Link
      href={path === "" || path === "/" ? href : `${href}?next=${encodeURIComponent(path)}`}
      className="font-bold underline underline-offset-4"
    >
      {children}
    </Link>
  );
}
