import { romanize } from "es-hangul";
import type { Prisma } from "@/lib/generated/prisma/client";

const MAX_LENGTH = 60; // characters; an address that people can still read aloud

/** The name romanised for a URL, per syllable: the library's sound changes between syllables are sometimes wrong. */
export function slugOf(name: string): string {
  const latin = Array.from(name.normalize("NFC"), (character) => romanize(character)).join("");
  const words = latin
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return words.slice(0, MAX_LENGTH).replace(/^-+|-+$/g, "") || "concert";
}

/** The name's slug, numbered to be unique; an advisory lock lets one transaction choose at a time. */
export async function freeSlug(tx: Prisma.TransactionClient, name: string): Promise<string> {
  const slug = slugOf(name);
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('jari concert slug'))::text`;
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM concert WHERE slug = ${slug} OR slug LIKE ${`${slug}-%`}`;
  const taken = new Set(rows.map((row) => row.slug));
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug}-${number}`;
  return free;
}
