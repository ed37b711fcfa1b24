import { classNames } from "./class-names";

/** A placeholder of the same shape as the content. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("rounded bg-line/60", className)} />;
}
