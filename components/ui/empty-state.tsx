import type { ReactNode } from "react";

/** Says that there is nothing yet, why, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-start gap-3 border-line border-y py-12">
      <h2 className="text-xl">{title}</h2>
      {children && <p className="max-w-prose text-soft">{children}</p>}
      {action}
    </div>
  );
}
