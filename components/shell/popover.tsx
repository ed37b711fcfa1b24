"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { id: string; of: string; className: string; children: ReactNode };

/** The browser's own popover, closed again when the visitor arrives at another page or becomes somebody else (`of`). */
export function Popover({ id, of, className, children }: Props) {
  return (
    <div key={`${of} ${usePathname()}`} id={id} popover="auto" className={className}>
      {children}
    </div>
  );
}
