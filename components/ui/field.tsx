import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

type Props = Omit<ComponentProps<"input">, "id"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Rendered in the input's row: the button that submits it. */
  beside?: ReactNode;
};

/** A labelled input. Screen readers read its hint and error with it; `error` also marks it invalid. */
export function Field({ name, label, hint, error, beside, className, ...input }: Props) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div className={classNames("grid gap-1.5", className)}>
      <label htmlFor={name} className="font-bold text-sm">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={name}
          name={name}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          className="min-h-12 w-full rounded border border-edge bg-raised px-3.5 text-base text-ink aria-invalid:border-bad"
          {...input}
        />
        {beside}
      </div>
      {hint && (
        <p id={`${name}-hint`} className="text-soft text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} className="font-medium text-bad text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
