import { useTranslations } from "next-intl";
import { PageTitle, Skeleton } from "@/components/ui";

/** The concerts before they are known. */
export function ConcertGridSkeleton() {
  const t = useTranslations("concerts");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <p role="status" className="hidden-visually">
        {useTranslations("common")("loading")}
      </p>
      <div className="mb-5 border-ink border-t-2 pt-3">
        <Skeleton className="h-6 w-32" />
      </div>
      <div className="grid grid-cols-2 gap-x-4 gap-y-14 sm:gap-x-6 md:grid-cols-3 lg:gap-x-8 xl:grid-cols-4">
        {["first", "second", "third", "fourth"].map((card) => (
          <div key={card} className="grid content-start gap-3">
            <Skeleton className="aspect-5/7 w-full" />
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="h-7 w-full" />
            <Skeleton className="h-5 w-1/2" />
          </div>
        ))}
      </div>
    </>
  );
}
