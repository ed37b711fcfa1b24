const MAX_LENGTH = 512; // above every limit of the endpoints, which refuse what is too long

/**
 * The text of a form's field, cut at 512 characters; empty for a missing field or a file, and where there is no form: a
 * server action can be called with anything.
 */
export function textField(form: FormData, name: string): string {
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === "string" ? value.slice(0, MAX_LENGTH) : "";
}
