"use client";

// The layout imports these from one module, so that they are one chunk which every page has already loaded. Imported one by one,
// the error page and its buttons were in three chunks (docs/pages.md).
export { Button, LinkButton } from "../ui/button";
export { ErrorView } from "./error-view";
export { OfflineBanner } from "./offline-banner";
