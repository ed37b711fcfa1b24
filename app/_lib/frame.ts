"use client";

// What every page may need, imported by the layout from one module, so that it is in the one chunk that every page loads. Each of the
// error boundaries would otherwise be a chunk of its own, 0.2 kB of every page.
export { OfflineBanner } from "@/components/shell/offline-banner";
export { Button, LinkButton } from "@/components/ui/button";
export { default as AdminError } from "../(personal)/admin/error";
export { default as ConcertError } from "../(personal)/concerts/[slug]/error";
export { default as PageError } from "../(personal)/error";
export { default as TicketsError } from "../(personal)/tickets/error";
export { default as WalletError } from "../(personal)/wallet/error";
export { default as SharedConcertError } from "../shared/[locale]/concerts/[slug]/error";
export { default as SharedPageError } from "../shared/[locale]/error";
export { default as SharedTicketsError } from "../shared/[locale]/tickets/error";
export { default as SharedWalletError } from "../shared/[locale]/wallet/error";
