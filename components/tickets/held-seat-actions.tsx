"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ReservationInputs } from "../checkout/reservation-inputs";
import { useRelease } from "../checkout/use-release";
import { type FormAction, formErrorKey } from "../form-action";
import { LinkButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { formatMinutes } from "../ui/countdown";
import { useCountdown } from "../ui/use-countdown";
import { ERROR_KEYS } from "./error-keys";

type Props = {
  id: string;
  checkout: string;
  expiresAt: string;
  serverNow: string;
  form: FormAction;
  first: boolean;
};

/** A held, unpaid seat: its countdown, the way to checkout (loud only once on the page), and releasing it. */
export function HeldSeatActions({ id, checkout, expiresAt, serverNow, form, first }: Props) {
  const t = useTranslations("tickets");
  const router = useRouter();
  const release = useRelease();
  const refresh = () => router.refresh();
  const { left, announced } = useCountdown(expiresAt, serverNow, refresh);
  return (
    <>
      <p className="text-sm">
        {t("heldFor")} <strong className="figures">{formatMinutes(left)}</strong>
        <span role="status" className="hidden-visually">
          {announced ? t("clockSaid", { seconds: announced }) : ""}
        </span>
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <LinkButton look={first ? "signal" : "outline"} size="small" href={checkout}>
          {t("pay")}
        </LinkButton>
        <Confirm
          open={t("release.ask")}
          title={t("release.title")}
          text={t("release.text")}
          confirm={t("release.yes")}
          cancel={t("release.no")}
          size="small"
          action={async (showNote) => {
            const failure = await release([id], (seconds) => showNote(t("retrying", { seconds })));
            return failure && t(ERROR_KEYS[failure]);
          }}
          onDone={refresh}
          form={{
            action: form,
            error: (failure) => t(formErrorKey(failure, ERROR_KEYS)),
            fields: <ReservationInputs ids={[id]} />,
          }}
        />
      </div>
    </>
  );
}
