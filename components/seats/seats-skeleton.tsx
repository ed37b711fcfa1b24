import { Skeleton } from "../ui/skeleton";
import { MapSkeleton } from "./map-skeleton";

/** The seats page before its seats are known: heading, hall, tray. */
export function SeatsSkeleton() {
  return (
    <div className="-mx-[clamp(1rem,4vw,2.5rem)] -mb-24 grid h-[calc(100dvh-4rem)] min-h-[34rem] grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_minmax(0,1fr)]">
      <div className="grid gap-1 px-4 py-2.5 lg:col-span-2">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-4 w-64" />
      </div>
      <div className="min-h-0 border-line border-y bg-sunken lg:border-r">
        <MapSkeleton />
      </div>
      <div className="grid content-start gap-3 px-4 py-4 lg:border-line lg:border-y">
        <Skeleton className="h-11 w-full" />
        <Skeleton className="h-11 w-full max-lg:hidden" />
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-14 w-full" />
      </div>
    </div>
  );
}
