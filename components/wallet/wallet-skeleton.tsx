import { useTranslations } from "next-intl";
import { Skeleton } from "../ui/skeleton";

/** The wallet before its balance and entries are known. */
export function WalletSkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid items-start gap-12 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <span className="hidden-visually">{t("loading")}</span>
      <div className="grid gap-4">
        <Skeleton className="h-20 w-56" />
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-20 w-full" />
      </div>
      <div className="grid gap-3">
        {[1, 2, 3, 4].map((entry) => (
          <Skeleton key={entry} className="h-10 w-full" />
        ))}
      </div>
    </div>
  );
}
