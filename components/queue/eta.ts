/** An estimate rounded so that it promises no more than is known. */
export type Eta =
  | { kind: "unknown" }
  | { kind: "soon" }
  | { kind: "minutes"; minutes: number }
  | { kind: "hours"; hours: number; minutes: number };

const SOON_SECONDS = 45; // below this a count of minutes would be false precision

/** Rounds up, to whole minutes under an hour and to ten beyond: people forgive being early. */
export function roundEta(seconds: number | null): Eta {
  if (seconds === null) return { kind: "unknown" };
  if (seconds <= SOON_SECONDS) return { kind: "soon" };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return { kind: "minutes", minutes };
  const tens = Math.ceil(minutes / 10) * 10;
  return { kind: "hours", hours: Math.floor(tens / 60), minutes: tens % 60 };
}
