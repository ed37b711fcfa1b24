import { useTranslations } from "next-intl";
import type { Problem } from "@/lib/concerts/halls";
import { Notice } from "../../ui";

const MAX_SHOWN = 12;

const shortPath = (path: string) => path.replace(/^plan\.(?=.)/, "");

function Line({ problem: { code, path, values } }: { problem: Problem }) {
  const t = useTranslations("admin");
  const key = `expected.${values.expected}` as Parameters<typeof t>[0];
  const expected = t.has(key) ? t(key) : String(values.expected);
  return (
    <li>
      <code className="figures block text-soft text-xs empty:hidden">{shortPath(path)}</code>
      <span>{t(`problem.${code}`, { ...values, expected, first: shortPath(String(values.first)) })}</span>
    </li>
  );
}

/** The errors or notes about a hall, each with its path in the file. */
export function ProblemList({ problems, tone }: { problems: readonly Problem[]; tone: "bad" | "plain" }) {
  const t = useTranslations("admin.hall");
  if (problems.length === 0) return null;
  const lines = problems.map((problem) => (
    <Line key={`${problem.code} ${problem.path} ${JSON.stringify(problem.values)}`} problem={problem} />
  ));
  const rest = lines.slice(MAX_SHOWN);
  return (
    <Notice tone={tone} title={t(tone === "bad" ? "problems" : "notes", { count: problems.length })} role="status">
      <ul className="mt-2 grid gap-2">{lines.slice(0, MAX_SHOWN)}</ul>
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="min-h-11 py-2 font-bold">{t("more", { count: rest.length })}</summary>
          <ul className="grid gap-2">{rest}</ul>
        </details>
      )}
    </Notice>
  );
}
