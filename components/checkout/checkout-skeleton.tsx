import "./ticket-stub.css";
import { useTranslations } from "next-intl";
import { Skeleton } from "../ui/skeleton";

/** Checkout before the held seats are known. */
export function CheckoutSkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid items-start gap-8 pb-8 lg:grid-cols-2 lg:gap-16">
      <span className="hidden-visually">{t("loading")}</span>
      <div className="ticket-paper overflow-clip rounded">
        <Skeleton className="h-36 rounded-none sm:h-52" />
        <div className="grid gap-2 p-5">
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="mt-6 h-6 w-full" />
        </div>
      </div>
      <div className="grid gap-5">
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-32 w-full" />
        <Skeleton className="h-14 w-full" />
      </div>
    </div>
  );
}
