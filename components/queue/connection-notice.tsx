"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Notice } from "../ui/notice";
import type { ConnectionTrouble } from "./state";

function RetryCountdown({ seconds }: { seconds: number }) {
  const t = useTranslations("queue");
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((left) => Math.max(1, left - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span aria-hidden="true" className="figures">
        {t("busy", { seconds: left })}
      </span>
      <span className="hidden-visually">{t("busy", { seconds })}</span>
    </>
  );
}

/** What is wrong with the connection, that the place is safe, and that polling goes on by itself. */
export function ConnectionNotice({ trouble }: { trouble: NonNullable<ConnectionTrouble> }) {
  const t = useTranslations("queue");
  return (
    <Notice tone="warn" role="status">
      {trouble.kind === "offline" ? t("offline") : <RetryCountdown key={trouble.tries} seconds={trouble.seconds} />}
    </Notice>
  );
}
