import { classNames } from "./class-names";

/** The shape of what is coming. It stands still: nothing has happened yet. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("rounded bg-line/60", className)} />;
}
