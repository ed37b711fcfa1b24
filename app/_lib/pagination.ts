/** The cursor in a page's URL; undefined, the first page, if it is not one. */
export const parseCursor = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && /^[1-9]\d{0,17}$/.test(value) ? value : undefined;
