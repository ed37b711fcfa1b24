import { useLocale } from "next-intl";
import { useMemo } from "react";

/** How a count is written in the reader's language. next-intl's own formatter would be 1 kB more of every page that speaks. */
export function useCount(): (count: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.NumberFormat(locale);
    return (count) => format.format(count);
  }, [locale]);
}
