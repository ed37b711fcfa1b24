import { useTranslations } from "next-intl";
import type { CheckName, Finding } from "@/lib/audit";

type Props = { checks: readonly CheckName[]; findings: readonly Finding[] };

const formatRow = (row: Finding["rows"][number]) =>
  Object.entries(row)
    .map(([name, value]) => `${name} ${value ?? "–"}`)
    .join(" · ");

/** Every check with its number of violations and the ids of the first ones. */
export function Findings({ checks, findings }: Props) {
  const t = useTranslations("audit");
  return (
    <div className="overflow-x-auto">
      <table className="figures w-full text-sm">
        <caption className="sr-only">{t("checks")}</caption>
        <thead>
          <tr className="border-line border-b text-soft">
            <th scope="col" className="px-3 py-2 text-left">
              {t("fact")}
            </th>
            <th scope="col" className="whitespace-nowrap px-3 py-2 text-right">
              {t("state")}
            </th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => {
            const found = findings.find((finding) => finding.check === check);
            return (
              <tr key={check} className="border-line border-b align-top">
                <th scope="row" className="px-3 py-2 text-left font-normal">
                  {t(`check.${check}`)}
                  {found && (
                    <div className="mt-2 grid gap-1 text-bad">
                      {found.total > found.rows.length && <p>{t("first", { count: found.rows.length })}</p>}
                      {found.rows.map((row) => (
                        <p key={formatRow(row)} className="break-all font-mono text-xs">
                          {formatRow(row)}
                        </p>
                      ))}
                    </div>
                  )}
                </th>
                <td className={`px-3 py-2 text-right ${found ? "font-bold text-bad" : ""}`}>{found?.total ?? 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
