"use client";

/** The error boundary of this segment; its layout has the sentences. */
export { ErrorView as default } from "@/components/shell/error-view";
