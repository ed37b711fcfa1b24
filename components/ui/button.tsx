import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { Link } from "./link";

/** `signal` is the one next action of a page. `quiet` has no padding, so that it aligns with the text around it. */
type Look = { look?: "signal" | "outline" | "quiet" | "danger"; size?: "small" | "normal" | "large"; wide?: boolean };

const LOOK_CLASSES = {
  signal: "border-signal bg-signal text-signal-ink hover:brightness-95",
  outline: "border-edge bg-transparent text-ink hover:border-ink",
  quiet:
    "!px-0 border-transparent bg-transparent text-ink underline decoration-line underline-offset-4 hover:decoration-ink",
  danger: "border-bad bg-transparent text-bad hover:bg-bad-wash",
};

const SIZE_CLASSES = {
  small: "min-h-9 px-3 text-sm",
  normal: "min-h-12 px-5 text-base",
  large: "min-h-14 px-6 text-lg",
};

export const buttonClass = ({ look = "outline", size = "normal", wide = false }: Look = {}, more?: string): string =>
  classNames(
    "inline-flex select-none items-center justify-center gap-2 rounded border py-1.5 text-center font-bold transition-colors",
    "disabled:border-line disabled:bg-sunken disabled:text-soft aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-soft",
    LOOK_CLASSES[look],
    SIZE_CLASSES[size],
    wide && "w-full",
    more,
  );

export function Button({ look, size, wide, className, type = "button", ...rest }: Look & ComponentProps<"button">) {
  return <button type={type} className={buttonClass({ look, size, wide }, className)} {...rest} />;
}

export function LinkButton({ look, size, wide, className, ...rest }: Look & ComponentProps<typeof Link>) {
  return <Link className={buttonClass({ look, size, wide }, className)} {...rest} />;
}
