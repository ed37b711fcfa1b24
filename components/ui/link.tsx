"use client";

import { useRouter } from "next/navigation";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  href: string;
  /** Whether the page is prefetched on hover, touch or focus; not where a visit has an effect or needs a session. */
  prefetch?: boolean;
  /** Replaces this page in the history. */
  replace?: boolean;
};

/** A click without modifier keys, by the main button. */
const isPlainClick = ({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent) =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;

/**
 * A link that navigates in the client and prefetches when somebody reaches for it. `next/link` costs 2.4 kB of every page, and the
 * seats would be 2.2 kB over their budget (docs/pages.md).
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
