"use client";

// What the layout hands to every page in one piece. A page that uses any of it finds it there, instead of bringing a
// copy of its own: the view of a page that broke, and the buttons in it, would be in three files (decision 088).
export { Button, LinkButton } from "../ui/button";
export { ErrorView } from "./error-view";
export { OfflineBanner } from "./offline-banner";
