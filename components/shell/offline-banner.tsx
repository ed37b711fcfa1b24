"use client";

import { usePathname } from "next/navigation";
import { useOnline } from "./use-environment";

/** Says when the network is gone. The waiting room says it itself, with what it means for one's place. */
export function OfflineBanner({ text }: { text: string }) {
  const here = usePathname();
  const silent = useOnline() || here.endsWith("/line");
  return (
    <div role="status">
      {!silent && <p className="bg-warn-wash px-4 py-2.5 text-center font-medium text-sm">{text}</p>}
    </div>
  );
}
