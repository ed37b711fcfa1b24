/** Who is asking. `id` is the user's uuid. */
export type SessionUser = { id: string; email: string; name: string; role: "FAN" | "ADMIN" };
