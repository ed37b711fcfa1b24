"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN, won } from "@/lib/core/money";
import type { ChargeAction } from "../checkout/actions";
import { useCharge } from "../checkout/use-charge";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { type AmountFault, amountIn, faultOf, mostFor, STEPS } from "./amount";

/** Puts money in: three familiar steps, or any amount within the limits, which are told. */
export function Charge({ balance: known, charge }: { balance: number; charge: ChargeAction }) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  const router = useRouter();
  const [done, setDone] = useState<{ balance: number; amount: number } | null>(null);
  const [written, setWritten] = useState("");
  const [fault, setFault] = useState<AmountFault | null>(null);
  const { charging, trouble, tryCharge } = useCharge({
    charge,
    onCharged: (balance, amount) => {
      setDone({ balance, amount });
      setWritten("");
      router.refresh();
    },
  });
  const balance = done?.balance ?? known;
  const money = (amount: number) => won(amount, locale);
  const limits = {
    min: money(CHARGE_MIN),
    max: money(CHARGE_MAX),
    balance: money(BALANCE_MAX),
    most: money(mostFor(balance)),
  };

  function ask(amount: number | null) {
    const wrong = faultOf(amount, balance);
    setFault(wrong);
    if (wrong) setDone(null);
    else if (amount !== null) void tryCharge(amount);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    ask(amountIn(written));
  }

  const problem = trouble === "limit" ? "tooMuch" : trouble;
  return (
    <section aria-labelledby="charge" className="grid gap-4">
      <h2 id="charge" className="text-lg">
        {t("charge")}
      </h2>
      <div className="grid grid-cols-3 gap-2">
        {STEPS.map((amount) => (
          <Button
            key={amount}
            aria-label={t("addLabel", { amount: money(amount) })}
            aria-disabled={charging !== null}
            onClick={() => ask(amount)}
            className="figures !px-1 text-sm sm:text-base"
          >
            {t("add", { amount: money(amount) })}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} noValidate>
        <Field
          name="amount"
          label={t("freeLabel")}
          hint={t("limits", limits)}
          error={fault && t(fault, limits)}
          inputMode="numeric"
          autoComplete="off"
          value={written}
          onChange={(event) => setWritten(event.target.value)}
          beside={
            <Button look="signal" type="submit" aria-disabled={charging !== null} className="flex-none">
              {charging === null ? t("freeAction") : t("charging")}
            </Button>
          }
        />
      </form>
      <div role="status">
        {problem && <Notice tone="bad">{t(problem, limits)}</Notice>}
        {done && !problem && (
          <Notice tone="good">{t("charged", { amount: money(done.amount), balance: money(done.balance) })}</Notice>
        )}
      </div>
    </section>
  );
}
