import { env } from "@/lib/core/env";

/** How long a hold lasts, in whole minutes as sentences say it. */
export const holdMinutes = (): number => Math.max(1, Math.round(env().HOLD_SECONDS / 60));
