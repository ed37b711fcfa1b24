/** The messages of `tickets` for an action that failed. */
export const ERROR_KEYS = { unknown: "offline", busy: "busy", signedOut: "signedOut", refused: "broken" } as const;
