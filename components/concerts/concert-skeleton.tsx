import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui";

/** A concert's page before it is known which: poster, name, dates, prices and the button, in their places. */
export function ConcertSkeleton() {
  return (
    <div className="grid gap-x-12 gap-y-6 pt-6 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] md:grid-rows-[auto_1fr] lg:gap-x-20 lg:pt-10">
      <p role="status" className="hidden-visually">
        {useTranslations("common")("loading")}
      </p>
      <Skeleton className="aspect-5/7 w-full md:col-start-1 md:row-start-1" />
      <div className="grid content-start gap-4 md:col-start-2 md:row-span-2 md:row-start-1">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-14 w-3/4" />
        <Skeleton className="h-7 w-1/2" />
        <Skeleton className="mt-8 h-24 w-full" />
        <Skeleton className="h-32 w-full" />
      </div>
      <Skeleton className="h-14 w-full md:col-start-1 md:row-start-2" />
    </div>
  );
}
