"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { id: string; resetKey: string; className: string; children: ReactNode };

/** A native popover that closes when the page or `resetKey` changes. */
export function Popover({ id, resetKey, className, children }: Props) {
  return (
    <div key={`${resetKey} ${usePathname()}`} id={id} popover="auto" className={className}>
      {children}
    </div>
  );
}
