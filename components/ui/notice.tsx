import type { ReactNode } from "react";
import { classNames } from "./class-names";

const TONE_CLASSES = {
  plain: "border-edge bg-sunken",
  good: "border-good bg-good-wash",
  warn: "border-warn bg-warn-wash",
  bad: "border-bad bg-bad-wash",
};

type Props = {
  tone?: keyof typeof TONE_CLASSES;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits for a pause; none for a notice that is there from the start. */
  role?: "alert" | "status";
  className?: string;
};

/** A highlighted sentence: what happened, what is safe, what to do next. */
export function Notice({ tone = "plain", title, children, action, role, className }: Props) {
  return (
    <div role={role} className={classNames("rounded border-l-4 px-4 py-3", TONE_CLASSES[tone], className)}>
      {title && <p className="font-bold">{title}</p>}
      {children && <div className="text-sm">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
