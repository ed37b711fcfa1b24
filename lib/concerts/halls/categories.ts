import type { Diagnostics } from "./diagnostics";
import type { PlanParser } from "./plan-parser";
import { CATEGORY, KNOWN_KEYS } from "./plan-schema";
import { isPrice, PRICE_MAX, PRICE_MIN } from "./price";

/** The plan's categories in its order with their given prices; refuses a duplicate and one without a price. */
export function parseCategories(
  plan: PlanParser,
  givenPrices: Record<string, number>,
  diagnostics: Diagnostics,
): Map<string, number> {
  const prices = new Map<string, number>();
  for (const category of plan.list("categories")) {
    const { name } = category.expect(KNOWN_KEYS.category).parse(CATEGORY);
    if (name === undefined) continue;
    if (prices.has(name)) {
      diagnostics.error("CATEGORY_TWICE", category.at("name"), { category: name });
      continue;
    }
    const price = Object.hasOwn(givenPrices, name) ? givenPrices[name] : undefined;
    prices.set(name, price ?? 0);
    if (price === undefined) diagnostics.error("PRICE_MISSING", category.path, { category: name });
    else if (!isPrice(price)) diagnostics.error("PRICE_WRONG", `prices.${name}`, { min: PRICE_MIN, max: PRICE_MAX });
  }
  for (const name of Object.keys(givenPrices))
    if (!prices.has(name)) diagnostics.warn("PRICE_UNUSED", `prices.${name}`, { category: name });
  return prices;
}
