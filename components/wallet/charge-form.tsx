"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN, formatWon } from "@/lib/core/money";
import type { ChargeAction } from "../checkout/types";
import { useCharge } from "../checkout/use-charge";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { type AmountError, maxCharge, parseAmount, QUICK_AMOUNTS, validateAmount } from "./amount";

/** Puts money in: three familiar steps, or any amount within the limits, which are told. */
export function ChargeForm({ balance: initialBalance, charge }: { balance: number; charge: ChargeAction }) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  const router = useRouter();
  const [done, setDone] = useState<{ balance: number; amount: number } | null>(null);
  const [input, setInput] = useState("");
  const [error, setError] = useState<AmountError | null>(null);
  const { charging, trouble, tryCharge } = useCharge({
    charge,
    onCharged: (balance, amount) => {
      setDone({ balance, amount });
      setInput("");
      router.refresh();
    },
  });
  const balance = done?.balance ?? initialBalance;
  const format = (amount: number) => formatWon(amount, locale);
  const limits = {
    min: format(CHARGE_MIN),
    max: format(CHARGE_MAX),
    balance: format(BALANCE_MAX),
    most: format(maxCharge(balance)),
  };

  function chargeIfValid(amount: number | null) {
    const invalid = validateAmount(amount, balance);
    setError(invalid);
    if (invalid) setDone(null);
    else if (amount !== null) void tryCharge(amount);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    chargeIfValid(parseAmount(input));
  }

  const problem = trouble === "limit" ? "tooMuch" : trouble;
  return (
    <section aria-labelledby="charge" className="grid gap-4">
      <h2 id="charge" className="text-lg">
        {t("charge")}
      </h2>
      <div className="grid grid-cols-3 gap-2">
        {QUICK_AMOUNTS.map((amount) => (
          <Button
            key={amount}
            aria-label={t("addLabel", { amount: format(amount) })}
            aria-disabled={charging !== null}
            onClick={() => chargeIfValid(amount)}
            className="figures !px-1 text-sm sm:text-base"
          >
            {t("add", { amount: format(amount) })}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} noValidate>
        <Field
          name="amount"
          label={t("freeLabel")}
          hint={t("limits", limits)}
          error={error && t(error, limits)}
          inputMode="numeric"
          autoComplete="off"
          value={input}
          onChange={(event) => setInput(event.target.value)}
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
          <Notice tone="good">{t("charged", { amount: format(done.amount), balance: format(done.balance) })}</Notice>
        )}
      </div>
    </section>
  );
}
