import { useTranslations } from "next-intl";
import type { SaleState, SeatCounts } from "@/lib/concerts";
import { classNames } from "../../ui";

const TONES = {
  soon: "border-warn bg-warn-wash text-warn",
  onSale: "border-good bg-good-wash text-good",
  soldOut: "border-ink bg-ink text-paper",
  closed: "border-edge bg-sunken text-soft",
};

/** The state of the sale in one word. */
export function SaleStateBadge({ state, seats }: { state: SaleState; seats: SeatCounts }) {
  const t = useTranslations("admin.state");
  const word = state === "onSale" && seats.sold === seats.total ? "soldOut" : state;
  return (
    <span className={classNames("whitespace-nowrap rounded border px-2 py-0.5 font-bold text-xs", TONES[word])}>
      {t(word)}
    </span>
  );
}
