"use client";

import { useTranslations } from "next-intl";
import { type FormAction, formErrorKey } from "../form-action";
import { Confirm } from "../ui/confirm";
import { ReservationInputs } from "./reservation-inputs";
import { useRelease } from "./use-release";

type Props = {
  slug: string;
  reservationIds: string[];
  form: FormAction;
  disabled: boolean;
  onReleased: () => void;
};

const ERRORS = {
  unknown: "offlineRelease",
  busy: "busy",
  signedOut: "signedOut",
  refused: "brokenRelease",
} as const;

/** Releases every held seat, after saying that the fan's session ends with it. */
export function ReleaseSeats({ slug, reservationIds, form, disabled, onReleased }: Props) {
  const t = useTranslations("checkout");
  const release = useRelease();
  return (
    <Confirm
      open={t("release.ask")}
      title={t("release.title")}
      text={t("release.text", { count: reservationIds.length })}
      confirm={t("release.yes")}
      confirming={t("release.busy")}
      cancel={t("release.no")}
      look="quiet"
      disabled={disabled}
      action={async (showNote) => {
        const failure = await release(reservationIds, (seconds) => showNote(t("retrying", { seconds })));
        return failure && t(ERRORS[failure]);
      }}
      onDone={onReleased}
      form={{
        action: form,
        error: (failure) => t(formErrorKey(failure, ERRORS)),
        fields: (
          <>
            <input type="hidden" name="slug" value={slug} />
            <ReservationInputs ids={reservationIds} />
          </>
        ),
      }}
    />
  );
}
