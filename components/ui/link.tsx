"use client";

import { useRouter } from "next/navigation";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  href: string;
  /** Whether the page is fetched as soon as somebody reaches for the link; not for those that answer to a visit. */
  prefetch?: boolean;
  /** Takes the place of this page in the history. */
  replace?: boolean;
};

/** A click that asks for nothing but to go there: no new tab, no download, no other button. */
const isPlainClick = ({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent) =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;

/**
 * A link to another page of Jari, which comes without leaving this one. Next's own is 2.5 kB of every page (decision 088); what it
 * has beyond this, addresses as objects and fetching all that is in sight, nothing here needs.
 */
export function Link({ href, prefetch = true, replace = false, onClick, ...rest }: LinkProps) {
  const router = useRouter();
  const reach = prefetch ? () => router.prefetch(href) : undefined;

  function go(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (!isPlainClick(event)) return;
    event.preventDefault();
    if (replace) router.replace(href);
    else router.push(href);
  }
  return <a href={href} onClick={go} onPointerEnter={reach} onTouchStart={reach} onFocus={reach} {...rest} />;
}
