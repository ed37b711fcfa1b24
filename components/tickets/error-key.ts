import { isBusyCode } from "../checkout/types";

type Result = { ok: true } | { ok: false; code: string } | "unknown";

/** The message of a failed action, as a key of `tickets`; null where it succeeded. */
export function errorKey(result: Result): "offline" | "busy" | "broken" | null {
  if (result === "unknown") return "offline";
  if (result.ok) return null;
  return isBusyCode(result.code) ? "busy" : "broken";
}
