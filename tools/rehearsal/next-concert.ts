import { allConcerts } from "@/lib/concerts";

/** The concert whose sale opens next, or opened last. */
export async function nextConcertSlug(): Promise<string | null> {
  const now = new Date().toISOString();
  const byOpening = (await allConcerts()).toSorted((a, b) => a.salesOpenAt.localeCompare(b.salesOpenAt));
  const next = byOpening.find(({ salesOpenAt }) => salesOpenAt > now) ?? byOpening.at(-1);
  return next?.slug ?? null;
}
