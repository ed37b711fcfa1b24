const MAX_LENGTH = 512; // above every limit of the endpoints, which refuse what is too long

/** The text of a form's field, cut at 512 characters; empty for a missing field or a file. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, MAX_LENGTH) : "";
}
