/** Where a page of history begins, from its address; nonsense counts as the beginning. */
export const parseCursor = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && /^[1-9]\d{0,17}$/.test(value) ? value : undefined;
