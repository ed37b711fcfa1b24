"use client";

/** The error boundary of every page that has none of its own, inside the site's frame. */
export { ErrorView as default } from "@/components/shell/error-view";
