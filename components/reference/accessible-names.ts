export type Labels = { example: string; answers: string; loading: string; failed: string };

const textOf = (at: Element, around: string, part: string) =>
  at.closest(around)?.querySelector(part)?.textContent?.trim() ?? "";

/** Names what the viewer leaves nameless, for those who hear it: the choice of an example, the table of answers. */
function labelAll(root: HTMLElement, { example, answers }: Labels): void {
  for (const one of root.querySelectorAll("select.examples-select-element:not([aria-label])"))
    one.setAttribute("aria-label", `${example} ${textOf(one, ".response", ".response-col_status")}`);
  for (const one of root.querySelectorAll("table.responses-table[role=region]:not([aria-label])"))
    one.setAttribute("aria-label", `${answers} ${one.id.replaceAll("_", " ")}`);
}

/** Keeps everything named, whatever the viewer draws; answers how to stop. */
export function keepLabelled(root: HTMLElement, labels: Labels): () => void {
  const watching = new MutationObserver(() => labelAll(root, labels));
  watching.observe(root, { childList: true, subtree: true });
  return () => watching.disconnect();
}
