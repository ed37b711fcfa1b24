"use client";

// What every page may need, imported by the layout from one module, so that it is in the one chunk that every page loads. Each of the
// error boundaries would otherwise be a chunk of its own, 0.2 kB of every page.
export { OfflineBanner } from "@/components/shell/offline-banner";
export { Button, LinkButton } from "@/components/ui/button";
export { default as AdminError } from "../admin/error";
export { default as ConcertError } from "../concerts/[slug]/error";
export { default as PageError } from "../error";
export { default as GlobalError } from "../global-error";
export { default as TicketsError } from "../tickets/error";
export { default as WalletError } from "../wallet/error";
