"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

type Props = { id: string; className: string; children: ReactNode };

/** A native popover that closes when the page changes. */
export function Popover({ id, className, children }: Props) {
  const pathname = usePathname();
  const shownAt = useRef(pathname);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shownAt.current !== pathname) element.current?.hidePopover();
    shownAt.current = pathname;
  }, [pathname]);
  return (
    <div ref={element} id={id} popover="auto" className={className}>
      {children}
    </div>
  );
}
