import { useTranslations } from "next-intl";
import { SeatShape } from "./seat-mark";

/** What the shapes on the map mean. */
export function ShapeLegend() {
  const t = useTranslations("seats.key");
  return (
    <ul className="pointer-events-none absolute bottom-3 left-3 flex flex-wrap gap-x-3 rounded bg-paper/85 px-2 py-1 text-soft text-xs">
      {(["chosen", "held", "taken"] as const).map((appearance) => (
        <li key={appearance} className="flex items-center gap-1.5">
          <svg viewBox="-13 -13 26 26" width="16" height="16" aria-hidden="true">
            <SeatShape appearance={appearance} />
          </svg>
          {t(appearance)}
        </li>
      ))}
    </ul>
  );
}
