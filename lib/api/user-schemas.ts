import { z } from "zod";
import { emailSchema, PASSWORD_MAX_LENGTH } from "@/lib/auth/credentials";
import { findWeakness } from "@/lib/auth/password-rules";
import { PASSWORD_WEAKNESSES } from "@/lib/core/errors";
import { singleLine } from "./framework/schemas";

const password = z.string().min(8).max(PASSWORD_MAX_LENGTH);
const name = singleLine(50);

export const newAccount = z
  .object({ email: emailSchema, password, name })
  .superRefine(({ password, ...person }, { issues, addIssue }) => {
    const weakness = issues.length === 0 && findWeakness(password, person);
    if (weakness)
      addIssue({
        code: "custom",
        path: ["password"],
        message: weakness,
        params: { code: weakness, ...PASSWORD_WEAKNESSES[weakness] },
      });
  });
export const userSchema = z.object({ id: z.uuid(), email: z.string(), name: z.string() });
export const userExample = { id: "6f2c1f5e-7d0a-4c6b-9a55-0d7f3f5b8f10", email: "fan1@jari.test", name: "Kim Jari" };
