import type { Prisma } from "@/lib/generated/prisma/client";

const MAX_LENGTH = 60; // characters; an address people can still read aloud

// Revised Romanization of Korean (Ministry of Culture, 2000-8), syllable by syllable, in the order of Unicode's jamo.
const LEADS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const TAILS = " k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t".split(" ");
const FIRST_SYLLABLE = 0xac00; // 가
const LAST_SYLLABLE = 0xd7a3; // 힣

function romanize(syllable: string): string {
  const index = (syllable.codePointAt(0) ?? 0) - FIRST_SYLLABLE;
  if (index < 0 || index > LAST_SYLLABLE - FIRST_SYLLABLE) return syllable;
  const lead = LEADS[Math.floor(index / 588)];
  const vowel = VOWELS[Math.floor((index % 588) / 28)];
  return `${lead}${vowel}${TAILS[index % 28]}`;
}

/** A name as part of an address: Hangul romanised, accents dropped, words joined by hyphens; "concert" if nothing is left. */
export function slugOf(name: string): string {
  const latin = [...name.normalize("NFC")].map(romanize).join("");
  const words = latin
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return words.slice(0, MAX_LENGTH).replace(/^-+|-+$/g, "") || "concert";
}

/** The name's slug, or with the first number that makes it unique. One save at a time chooses: the lock ends with the transaction. */
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
