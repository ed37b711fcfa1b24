import { useTranslations } from "next-intl";
import type { HallGrade } from "@/lib/concerts/halls/hall";
import { GradeChip } from "../ui/grade-chip";
import { Money } from "../ui/money";

/** Every grade with its price and how many seats it has, dearest first. */
export function PriceTable({ grades, caption }: { grades: readonly HallGrade[]; caption?: string }) {
  const t = useTranslations("concerts.concert");
  return (
    <table className="w-full text-left">
      {caption && <caption className="pb-2 text-left text-soft text-sm">{caption}</caption>}
      <thead className="hidden-visually">
        <tr>
          <th scope="col">{t("grade")}</th>
          <th scope="col">{t("price")}</th>
          <th scope="col">{t("seats")}</th>
        </tr>
      </thead>
      <tbody>
        {grades.map(({ name, letter, price, seats }, index) => (
          <tr key={name} className="border-line border-b">
            <th scope="row" className="py-2.5 font-medium">
              <span className="flex items-center gap-3">
                <GradeChip index={index} letter={letter} />
                {name}
              </span>
            </th>
            <td className="py-2.5 text-right font-bold">
              <Money amount={price} />
            </td>
            <td className="figures w-24 py-2.5 text-right text-soft text-sm">{t("seatCount", { count: seats })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
