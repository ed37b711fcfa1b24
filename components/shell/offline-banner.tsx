"use client";

import { usePathname } from "next/navigation";
import { useOnline } from "./use-environment";

/** Says that the network is down. The waiting room has its own notice, with what it means for the fan's place. */
export function OfflineBanner({ text }: { text: string }) {
  const here = usePathname();
  const silent = useOnline() || here.endsWith("/line");
  return (
    <div role="status">
      {!silent && <p className="bg-warn-wash px-4 py-2.5 text-center font-medium text-sm">{text}</p>}
    </div>
  );
}
