import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"textarea">, "id"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
};

/** A labelled textarea; see `Field`. */
export function TextArea({ name, label, hint, error, ...input }: Props) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={name} className="font-bold text-sm">
        {label}
      </label>
      <textarea
        id={name}
        name={name}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className="min-h-32 w-full rounded border border-edge bg-raised px-3.5 py-2.5 text-base text-ink aria-invalid:border-bad"
        {...input}
      />
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
