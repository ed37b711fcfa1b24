/** `id` is a UUID. */
export type SessionUser = { id: string; email: string; name: string; role: "FAN" | "ADMIN" };

/** What a session proves by itself, without any engine. */
export type Principal = Pick<SessionUser, "id" | "role">;
