/** Who is asking. `id` is the user's uuid. */
export type Who = { id: string; email: string; name: string; role: "FAN" | "ADMIN" };
