import { signUp } from "@/lib/auth/accounts";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { newAccount, userExample, userSchema } from "./user-schemas";

export const createUser = endpoint(
  {
    method: "POST",
    path: "/api/users",
    summary: "Open an account",
    auth: "anyone",
    priority: "password",
    body: newAccount,
    example: { email: "fan1@jari.test", password: "a long password", name: "Kim Jari" },
    responses: { 201: { description: "The new fan, with an empty wallet.", schema: userSchema, example: userExample } },
    errors: ["EMAIL_TAKEN", "PROOF_REQUIRED", "TOO_MANY_REQUESTS"],
  },
  async ({ request, context, body }) => {
    const { id, email, name } = await signUp(body, callerOf(request, context));
    return { status: 201, body: { id, email, name } };
  },
);
