import { signUp } from "@/lib/auth/accounts";
import { newAccount, user, userExample } from "./accounts";
import { callerOf } from "./frame/asked";
import { endpoint } from "./frame/endpoint";

export const createUser = endpoint(
  {
    method: "POST",
    path: "/api/users",
    summary: "Open an account",
    who: "anyone",
    body: newAccount,
    example: { email: "fan1@jari.test", password: "a long password", name: "Kim Jari" },
    answers: { 201: { says: "The new fan, with an empty wallet.", schema: user, example: userExample } },
    refusals: ["EMAIL_TAKEN", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, body }) => {
    const { id, email, name } = await signUp(body, callerOf(asked));
    return { status: 201, body: { id, email, name } };
  },
);
