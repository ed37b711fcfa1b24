import { preparedStatement } from "@/lib/core/db";
import { secretBox } from "@/lib/core/secret-box";

const PURPOSE = "jari webhook secret";
const PLAIN = /^whsec_/; // as stored until 2026-11-29

const updateSecret = preparedStatement(
  "webhook_secret_encrypt",
  "UPDATE webhook_endpoint SET secret = $2 WHERE id = $1 AND secret = $3",
);

export const encryptSecret = (secret: string): string => secretBox(PURPOSE).encrypt(secret);

/** The secret in clear; null when the secret that it was encrypted under is no longer set. */
export function readableSecret(stored: string): string | null {
  try {
    return PLAIN.test(stored) ? stored : secretBox(PURPOSE).decrypt(stored);
  } catch {
    return null;
  }
}

/** Encrypts under the current key what is stored in clear or under the previous one. */
export async function reencryptSecrets(webhooks: readonly { id: string; secret: string }[]): Promise<void> {
  const { isCurrent } = secretBox(PURPOSE);
  for (const { id, secret } of webhooks) {
    if (isCurrent(secret)) continue;
    const readable = readableSecret(secret);
    if (readable !== null) await updateSecret(id, encryptSecret(readable), secret);
  }
}
