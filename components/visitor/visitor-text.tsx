"use client";

import { useVisitor } from "./visitor";

type Props = {
  field: "name" | "email";
  /** What it says of the user: `{}` stands for the field. */
  text?: string;
  /** For a stranger. */
  fallback?: string;
  /** What is known before the API has answered. */
  initial?: string;
};

/** The visitor's name or email in a sentence, once it is known. */
export function VisitorText({ field, text = "{}", fallback, initial }: Props) {
  const visitor = useVisitor();
  const value = visitor ? visitor.user?.[field] : initial;
  if (value === undefined) return visitor && fallback;
  return text.split("{}").join(value);
}
