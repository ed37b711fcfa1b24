import type { Reader } from "./fields";
import { isPrice, PRICE_MAX, PRICE_MIN } from "./price";
import type { Findings } from "./problems";

/** The plan's categories in its order, each with the price it was given. Refuses a twin, and one without a price. */
export function readCategories(plan: Reader, given: Record<string, number>, findings: Findings): Map<string, number> {
  const prices = new Map<string, number>();
  for (const category of plan.list("categories")) {
    const name = category.expect(["name", "color"]).name("name");
    category.color("color");
    if (name === undefined) continue;
    if (prices.has(name)) {
      findings.refuse("CATEGORY_TWICE", category.at("name"), { category: name });
      continue;
    }
    const price = Object.hasOwn(given, name) ? given[name] : undefined;
    prices.set(name, price ?? 0);
    if (price === undefined) findings.refuse("PRICE_MISSING", category.path, { category: name });
    else if (!isPrice(price)) findings.refuse("PRICE_WRONG", `prices.${name}`, { min: PRICE_MIN, max: PRICE_MAX });
  }
  for (const name of Object.keys(given))
    if (!prices.has(name)) findings.note("PRICE_UNUSED", `prices.${name}`, { category: name });
  return prices;
}
