import { useTranslations } from "next-intl";
import type { AuditResult, CheckName } from "@/lib/audit";
import { DateTime, Notice } from "../../ui";
import { Findings } from "./findings";

type Props = { last: AuditResult; earlier: readonly AuditResult[]; checks: readonly CheckName[] };

/** The last audit's findings, and the results of those before it. */
export function AuditReport({ last, earlier, checks }: Props) {
  const t = useTranslations("audit");
  const outcome = (violations: number) => (violations > 0 ? t("broken", { count: violations }) : t("clean"));
  const took = ({ checks, tookMs }: AuditResult) => t("took", { checks, seconds: (tookMs / 1000).toFixed(1) });
  return (
    <>
      <Notice tone={last.violations > 0 ? "bad" : "good"} title={outcome(last.violations)}>
        <DateTime value={last.at.toISOString()} /> · {took(last)}
      </Notice>
      <Findings checks={checks} findings={last.findings} />
      {earlier.length > 0 && (
        <section aria-labelledby="earlier" className="grid gap-3">
          <h2 id="earlier" className="text-xl">
            {t("earlier")}
          </h2>
          <ul className="figures border-line border-b text-sm">
            {earlier.map((audit) => (
              <li
                key={audit.at.toISOString()}
                className="flex flex-wrap justify-between gap-3 border-line border-t py-2"
              >
                <DateTime value={audit.at.toISOString()} />
                <span className="text-soft">{took(audit)}</span>
                <span className={audit.violations > 0 ? "font-bold text-bad" : ""}>{outcome(audit.violations)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
