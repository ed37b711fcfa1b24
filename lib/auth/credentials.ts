import { z } from "zod";
import { canonicalEmail } from "./email";

export const EMAIL_MAX_LENGTH = 254; // RFC 5321 §4.5.3.1.3: 256 with its angle brackets
export const PASSWORD_MAX_LENGTH = 200; // short enough to hash

// zod's own, with an international top-level domain in ASCII.
const EMAIL = new RegExp(
  z.regexes.email.source.replace("[A-Za-z]{2,}$", "(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]*[A-Za-z0-9])$"),
);

/** The email of a new account, in its canonical form. */
export const emailSchema = z
  .string()
  .max(EMAIL_MAX_LENGTH)
  .transform(canonicalEmail)
  .pipe(z.email({ pattern: EMAIL }).max(EMAIL_MAX_LENGTH))
  .meta({ format: "email" });

/** What every way to sign in takes, in characters. */
export const credentialsSchema = z.object({
  email: z
    .string()
    .min(1)
    .max(EMAIL_MAX_LENGTH)
    .refine((email) => !email.includes("\0") && email.isWellFormed(), "is no text that a database stores")
    .transform(canonicalEmail),
  password: z.string().min(1).max(PASSWORD_MAX_LENGTH),
});
export type Credentials = z.infer<typeof credentialsSchema>;
