"use client";

import type { ComponentProps, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

type Props = Omit<ComponentProps<typeof Button>, "type"> & { pending: ReactNode };

/** Submits its form's action. While that runs it says `pending`, and it keeps the focus. */
export function SubmitButton({ pending: pendingText, children, ...props }: Props) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" aria-disabled={pending || undefined} {...props}>
      {pending ? pendingText : children}
    </Button>
  );
}
