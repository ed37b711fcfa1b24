"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui";
import type { Outbox } from "./types";
import type { Again } from "./use-outbox";

const AGES = [
  [86_400, "days"],
  [3_600, "hours"],
  [60, "minutes"],
] as const;

/** How each sink stands, with everything of it that is parked to be sent again. */
export function SinkTable({ sinks, unseen, again }: Pick<Outbox, "sinks" | "unseen"> & { again: Again }) {
  const t = useTranslations("outbox");
  const age = (seconds: number) => {
    const [length, unit] = AGES.find(([length]) => seconds >= length) ?? [1, "seconds"];
    return t(`age.${unit}`, { count: Math.floor(seconds / length) });
  };
  const cell = "px-3 py-2 text-right";
  return (
    <section aria-labelledby="sinks" className="grid gap-3">
      <h2 id="sinks" className="text-xl">
        {t("sinks.title")}
      </h2>
      {sinks.every(({ sink }) => sink === "line") && <p className="text-soft">{t("sinks.none")}</p>}
      {unseen > 0 && <p className="text-soft text-sm">{t("sinks.unseen", { count: unseen })}</p>}
      <div className="overflow-x-auto">
        <table className="figures w-full text-sm">
          <thead>
            <tr className="border-line border-b text-soft">
              <th scope="col" className="px-3 py-2 text-left">
                {t("sinks.sink")}
              </th>
              {(["pending", "parked", "delivered", "oldest"] as const).map((name) => (
                <th key={name} scope="col" className={cell}>
                  {t(`sinks.${name}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {sinks.map(({ sink, configured, pending, parked, delivered, oldestSeconds }) => (
              <tr key={sink} className="border-line border-b">
                <th scope="row" className="px-3 py-2 text-left">
                  {sink} {!configured && <span className="font-normal text-soft">{t("sinks.off")}</span>}
                </th>
                <td className={cell}>{pending}</td>
                <td className={parked > 0 ? `${cell} font-bold text-bad` : cell}>{parked}</td>
                <td className={cell}>{delivered}</td>
                <td className={cell}>{pending + parked > 0 ? age(oldestSeconds) : "–"}</td>
                <td className={cell}>
                  {parked > 0 && (
                    <Button size="small" onClick={() => again({ sink })} aria-label={t("sinks.againOf", { sink })}>
                      {t("again")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sinks.some(({ parked }) => parked > 0) && (
        <p>
          <Button size="small" onClick={() => again({})}>
            {t("sinks.againAll")}
          </Button>
        </p>
      )}
    </section>
  );
}
