"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { loadVisitor, useVisitor } from "./visitor";

const isSigning = (path: string) => path.startsWith("/sign");

let lastPath = ""; // not of a component: signing in may mount all of them anew

/** Marks the document with who is signed in, which shows and hides the parts of the header (app/globals.css). */
export function VisitorState() {
  const visitor = useVisitor();
  const pathname = usePathname();
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (visitor) dataset.visitor = visitor.user?.role.toLowerCase() ?? "stranger";
    else if (lastPath) delete dataset.visitor; // forgotten; on arrival the server may have said it
  }, [visitor]);
  useEffect(() => {
    if (isSigning(lastPath) && !isSigning(pathname)) void loadVisitor();
    lastPath = pathname;
  }, [pathname]);
  return null;
}
