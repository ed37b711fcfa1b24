"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { isPrice, PRICE_MAX, PRICE_MIN, type Problem, readPlanFile } from "@/lib/concerts/halls";
import { Field, Notice } from "../../ui";
import { FileDrop } from "./file-drop";
import { type ImportedForm, parseInteger } from "./form-state";
import { ProblemList } from "./problem-list";

type Props = { at: string; hall: ImportedForm; tried: boolean; change: (hall: ImportedForm) => void };

/** The names of a plan's categories, as far as the file is a plan. */
function readCategories(plan: unknown): string[] {
  const found = typeof plan === "object" && plan !== null && "categories" in plan ? plan.categories : [];
  if (!Array.isArray(found)) return [];
  const names = found.map((category: unknown) =>
    typeof category === "object" && category !== null && "name" in category ? category.name : null,
  );
  return [...new Set(names.filter((name) => typeof name === "string").map((name) => name.trim()))];
}

/** An imported plan: its file, which the browser reads, and a price for each of its categories. */
export function ImportedFields({ at, hall, tried, change }: Props) {
  const t = useTranslations("admin.hall");
  const [problems, setProblems] = useState<Problem[]>([]);
  const [broken, setBroken] = useState(false);

  const range = { min: PRICE_MIN, max: PRICE_MAX };

  async function take(file: File) {
    setBroken(false);
    setProblems([]);
    try {
      const read = await readPlanFile(file);
      if (!read.ok) return setProblems(read.errors);
      const categories = readCategories(read.plan);
      const prices = Object.fromEntries(categories.map((name) => [name, hall.prices[name] ?? ""]));
      change({ type: "imported", fileName: file.name, plan: read.plan, categories, prices });
    } catch {
      setBroken(true); // the file is gone or may not be read
    }
  }

  return (
    <div className="grid gap-4">
      <FileDrop name={`${at}.plan`} fileName={hall.fileName} take={take} />
      <a
        href="/examples/saebyeol-hall.json"
        download
        className="justify-self-start text-sm underline underline-offset-4"
      >
        {t("example")}
      </a>
      {broken && (
        <Notice tone="bad" role="alert">
          {t("unreadable")}
        </Notice>
      )}
      <ProblemList problems={problems} tone="bad" />
      {hall.categories.length > 0 && (
        <fieldset className="grid gap-3">
          <legend className="mb-2 font-bold text-sm">{t("prices")}</legend>
          <div className="grid grid-cols-2 gap-3">
            {hall.categories.map((category) => (
              <Field
                key={category}
                name={`${at}.prices.${category}`}
                label={t("price", { category })}
                inputMode="numeric"
                value={hall.prices[category] ?? ""}
                error={
                  tried && !isPrice(parseInteger(hall.prices[category] ?? "")) ? t("priceRange", range) : undefined
                }
                onChange={({ target }) => change({ ...hall, prices: { ...hall.prices, [category]: target.value } })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
