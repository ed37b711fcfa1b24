import { useTranslations } from "next-intl";

/** A duration in words: "42 s", "7 min 20 s", "1 h 5 min". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations("adminQueue.duration");
  return (seconds) => {
    const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
    if (hours > 0) return t("hours", { hours, minutes: minutes % 60 });
    return minutes > 0 ? t("minutes", { minutes, seconds: seconds % 60 }) : t("seconds", { seconds });
  };
}
