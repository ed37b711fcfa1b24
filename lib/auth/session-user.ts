/** `id` is a UUID. */
export type SessionUser = { id: string; email: string; name: string; role: "FAN" | "ADMIN" };
