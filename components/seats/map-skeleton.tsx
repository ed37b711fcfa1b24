import { useTranslations } from "next-intl";

const ROWS = [9, 11, 13, 15, 17];

/** A stage and rows around it, until the seats are known. */
export function MapSkeleton() {
  const t = useTranslations("seats");
  return (
    <div role="status" className="grid h-full min-h-64 place-items-center p-6">
      <span className="hidden-visually">{t("loading")}</span>
      <svg viewBox="-110 -20 220 170" className="h-full max-h-96 w-full max-w-xl text-line" aria-hidden="true">
        <path d="M-46 -10H46L40 10H-40Z" fill="currentColor" />
        {ROWS.map((seats, row) =>
          Array.from({ length: seats }, (_, at) => {
            const x = (at - (seats - 1) / 2) * 12;
            return <circle key={x} cx={x} cy={38 + row * 17 - (x * x) / 700} r="4.4" fill="currentColor" />;
          }),
        )}
      </svg>
    </div>
  );
}
