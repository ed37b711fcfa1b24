import type { ReactNode } from "react";

/** The h1 of a page and its lead. */
export function PageTitle({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  return (
    <header className="mb-8 grid gap-2 pt-8 sm:pt-12">
      <h1 className="text-3xl">{children}</h1>
      {lead && <p className="max-w-prose text-soft">{lead}</p>}
    </header>
  );
}
