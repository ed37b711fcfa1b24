"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { classNames } from "../../ui";

type Props = { name: string; fileName: string; take: (file: File) => Promise<void> };

/** A file input that also takes a dropped file. */
export function FileDrop({ name, fileName, take }: Props) {
  const t = useTranslations("admin.hall");
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);

  async function read(file: File | undefined) {
    if (!file) return;
    setReading(true);
    await take(file);
    setReading(false);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  }

  return (
    <label
      className={classNames(
        "grid cursor-pointer justify-items-center gap-1 rounded border border-dashed p-6 text-center",
        "focus-within:outline-3 focus-within:outline-signal focus-within:outline-offset-2",
        over ? "border-signal bg-signal-wash" : "border-edge bg-raised hover:border-ink",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="font-bold">{fileName || t("drop")}</span>
      <span className="text-soft text-sm underline underline-offset-4">{t(fileName ? "another" : "choose")}</span>
      <span role="status" className="text-soft text-sm">
        {reading && t("reading")}
      </span>
      <input
        id={name}
        type="file"
        accept=".json,application/json"
        className="hidden-visually"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = ""; // so that the same file can be chosen again
        }}
      />
    </label>
  );
}
