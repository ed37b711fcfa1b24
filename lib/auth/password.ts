import { hash, verify } from "@node-rs/argon2";

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }; // argon2id, OWASP Password Storage Cheat Sheet

// Keyboards send one character in several forms: macOS types 각 as three letters, Windows as one (NIST SP 800-63B §3.1.1.2).
const normalize = (password: string) => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(normalize(password), COST);

let dummyHash: Promise<string> | undefined;

/** Whether the password matches. Without a hash it does the same work, so that timing reveals nothing. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  dummyHash ??= hashPassword("nobody has this password");
  const compared = passwordHash ?? (await dummyHash);
  const normalized = normalize(password);
  let matches = await verify(compared, normalized);
  if (!matches && normalized !== password) matches = await verify(compared, password); // a hash from before NFKC
  return passwordHash !== undefined && matches;
}
