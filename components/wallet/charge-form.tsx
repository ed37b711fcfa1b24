"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useActionState, useState } from "react";
import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN, formatWon } from "@/lib/core/money";
import { useCharge } from "../checkout/use-charge";
import { type FormAction, formErrorKey } from "../form-action";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { type AmountError, maxCharge, parseAmount, QUICK_AMOUNTS, validateAmount } from "./amount";

const FORM_ERRORS = { unknown: "offline", busy: "busy", signedOut: "broken", refused: "amountWrong" } as const;

type Props = {
  balance: number;
  /** Of the forms without JavaScript; the key makes sending one twice one charge. */
  form: { action: FormAction; chargeKey: string };
};

/** Charges the wallet: one of three usual amounts, or any amount within the limits. */
export function ChargeForm({ balance: initialBalance, form }: Props) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  const router = useRouter();
  const [done, setDone] = useState<{ balance: number; amount: number } | null>(null);
  const [input, setInput] = useState("");
  const [error, setError] = useState<AmountError | null>(null);
  const {
    busy,
    error: chargeError,
    retrySeconds,
    submitCharge,
  } = useCharge({
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
    else if (amount !== null) void submitCharge(amount);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    chargeIfValid(parseAmount(input));
  }

  const [formFailure, submitForm] = useActionState(form.action, null);
  const failure =
    (chargeError === "limit" ? "tooMuch" : chargeError) ?? (formFailure && formErrorKey(formFailure, FORM_ERRORS));
  const key = <input type="hidden" name="key" value={form.chargeKey} />;
  return (
    <section aria-labelledby="charge" className="grid gap-4">
      <h2 id="charge" className="text-lg">
        {t("charge")}
      </h2>
      <form action={submitForm} className="grid grid-cols-3 gap-2">
        {key}
        {QUICK_AMOUNTS.map((amount) => (
          <Button
            key={amount}
            type="submit"
            name="amount"
            value={amount}
            aria-label={t("addLabel", { amount: format(amount) })}
            aria-disabled={busy}
            onClick={(event) => {
              event.preventDefault();
              chargeIfValid(amount);
            }}
            className="figures !px-1 text-sm sm:text-base"
          >
            {t("add", { amount: format(amount) })}
          </Button>
        ))}
      </form>
      <form action={submitForm} onSubmit={submit} noValidate>
        {key}
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
            <Button look="signal" type="submit" aria-disabled={busy} className="flex-none">
              {busy ? t("charging") : t("freeAction")}
            </Button>
          }
        />
      </form>
      <div role="status">
        {retrySeconds !== null && <Notice tone="warn">{t("retrying", { seconds: retrySeconds })}</Notice>}
        {failure && <Notice tone="bad">{t(failure, limits)}</Notice>}
        {done && !failure && (
          <Notice tone="good">{t("charged", { amount: format(done.amount), balance: format(done.balance) })}</Notice>
        )}
      </div>
    </section>
  );
}
