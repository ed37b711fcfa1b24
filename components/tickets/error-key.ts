import type { ApiResult } from "@/lib/api/framework/invoke";
import { isBusyCode } from "../checkout/types";

/** The message of a failed action, as a key of `tickets`; null where it succeeded. */
export function errorKey(result: ApiResult<unknown> | "unknown"): "offline" | "busy" | "broken" | null {
  if (result === "unknown") return "offline";
  if (result.ok) return null;
  return isBusyCode(result.code) ? "busy" : "broken";
}
