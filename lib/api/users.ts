import { signUp } from "@/lib/auth/accounts";
import { endpoint } from "./framework/endpoint";
import { callerOf } from "./framework/request";
import { newAccount, userExample, userSchema } from "./user-schemas";

export const createUser = endpoint(
  {
    method: "POST",
    path: "/api/users",
    summary: "Open an account",
    who: "anyone",
    body: newAccount,
    example: { email: "fan1@jari.test", password: "a long password", name: "Kim Jari" },
    answers: { 201: { says: "The new fan, with an empty wallet.", schema: userSchema, example: userExample } },
    refusals: ["EMAIL_TAKEN", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, body }) => {
    const { id, email, name } = await signUp(body, callerOf(asked));
    return { status: 201, body: { id, email, name } };
  },
);
