export type Labels = { example: string; answers: string; loading: string; failed: string };

const textOf = (at: Element, around: string, part: string) =>
  at.closest(around)?.querySelector(part)?.textContent?.trim() ?? "";

/** Labels elements that Swagger UI leaves without an accessible name: example selects and response tables. */
function labelAll(root: HTMLElement, { example, answers }: Labels): void {
  for (const element of root.querySelectorAll("select.examples-select-element:not([aria-label])"))
    element.setAttribute("aria-label", `${example} ${textOf(element, ".response", ".response-col_status")}`);
  for (const element of root.querySelectorAll("table.responses-table[role=region]:not([aria-label])"))
    element.setAttribute("aria-label", `${answers} ${element.id.replaceAll("_", " ")}`);
}

/** Labels elements whenever Swagger UI draws them; returns a function that stops it. */
export function keepLabelled(root: HTMLElement, labels: Labels): () => void {
  const observer = new MutationObserver(() => labelAll(root, labels));
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}
