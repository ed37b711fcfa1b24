export const SALE_STATUSES = ["open", "soon", "soldOut", "closed"] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

type Sale = { salesOpenAt: string; salesCloseAt: string; startsAt: string[] };

/** Where a concert's sale stands at `now`. Without a count of free seats it is never called sold out. */
export function saleStatus(sale: Sale, available: number | undefined, now: Date): SaleStatus {
  const { salesOpenAt, salesCloseAt, startsAt } = sale;
  const over = startsAt.length > 0 && startsAt.every((date) => now >= new Date(date));
  if (over || now >= new Date(salesCloseAt)) return "closed";
  if (now < new Date(salesOpenAt)) return "soon";
  return available === 0 ? "soldOut" : "open";
}
