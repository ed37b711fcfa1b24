import "../checkout/ticket-stub.css";
import { useTranslations } from "next-intl";
import { Skeleton } from "../ui/skeleton";

/** Two tickets before they are known. */
export function TicketsSkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid gap-4">
      <span className="hidden-visually">{t("loading")}</span>
      <Skeleton className="h-8 w-40" />
      {[1, 2].map((ticket) => (
        <div key={ticket} className="ticket-paper grid overflow-clip rounded sm:grid-cols-[9rem_minmax(0,1fr)]">
          <Skeleton className="h-24 rounded-none sm:h-48" />
          <div className="grid content-start gap-2 p-5">
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-7 w-1/2" />
            <Skeleton className="h-5 w-1/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
