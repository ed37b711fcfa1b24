import type { RateLimitStatus } from "@/lib/core/rate-limit";

/** The one that will refuse first. */
const scarcest = (standings: readonly RateLimitStatus[]) =>
  standings.reduce((least, one) => (one.remaining < least.remaining ? one : least));

/**
 * How much is left, twice (decision 080): RateLimit-Policy and RateLimit as draft-ietf-httpapi-ratelimit-headers-10 has
 * them (lists of structured fields, one member a limit), and the three fields of its drafts up to 06, which most clients
 * know, for the limit that will refuse first. Names and values in turn; of at least one limit.
 */
export function rateLimitHeaders(standings: readonly RateLimitStatus[]): string[] {
  const { quota, remaining, resetSeconds } = scarcest(standings);
  const policy = standings.map((one) => `"${one.limit}";q=${one.quota};w=${one.windowSeconds}`);
  const left = standings.map((one) => `"${one.limit}";r=${one.remaining};t=${one.resetSeconds}`);
  return [
    ...["ratelimit-policy", policy.join(", "), "ratelimit", left.join(", ")],
    ...["ratelimit-limit", String(quota), "ratelimit-remaining", String(remaining)],
    ...["ratelimit-reset", String(resetSeconds)],
  ];
}
