import { z } from "zod";

export const EMAIL_MAX_LENGTH = 254; // RFC 5321 §4.5.3.1.3: 256 with its angle brackets
export const PASSWORD_MAX_LENGTH = 200; // short enough to hash

/** What every way to sign in takes, in characters. */
export const credentialsSchema = z.object({
  email: z
    .string()
    .min(1)
    .max(EMAIL_MAX_LENGTH)
    .refine((email) => !email.includes("\0") && email.isWellFormed(), "is no text that a database stores"),
  password: z.string().min(1).max(PASSWORD_MAX_LENGTH),
});
export type Credentials = z.infer<typeof credentialsSchema>;
