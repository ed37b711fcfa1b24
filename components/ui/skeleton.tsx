import { classes } from "./classes";

/** The shape of what is coming. It stands still: nothing has happened yet. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classes("rounded bg-line/60", className)} />;
}
