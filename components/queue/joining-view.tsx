import { useTranslations } from "next-intl";
import { Skeleton } from "../ui/skeleton";
import type { Ticket } from "./poll-result";
import { PositionBoard } from "./position-board";

const PLACEHOLDER: Pick<Ticket, "number" | "position" | "etaSeconds"> = {
  number: 100,
  position: 100,
  etaSeconds: null,
};

/** Shown while joining. An invisible board keeps the space, so that nothing moves when the number comes. */
export function JoiningView() {
  const t = useTranslations("queue");
  return (
    <div role="status" className="grid">
      <div className="grid content-start gap-6 [grid-area:1/1]">
        <p className="text-soft">{t("joining")}</p>
        <Skeleton className="h-32 w-2/3" />
      </div>
      <div aria-hidden="true" className="invisible [grid-area:1/1]">
        <PositionBoard ticket={PLACEHOLDER} reached={null} />
      </div>
    </div>
  );
}
