const PREFIX = "__Host-"; // over https: no other host of the site can set it (RFC 6265bis §4.1.3.2)

/** The cookie of a place's token. */
export const queueCookieName = (concertId: string, { secure }: { secure: boolean }): string =>
  `${secure ? PREFIX : ""}jari-queue-${concertId}`;

/**
 * The names under which a request may bring a place's token, in order: one of before the prefix, or over http, has none. A
 * token proves nothing to another fan, so one that was planted opens nothing.
 */
export const queueCookieNames = (concertId: string): readonly [string, string] => [
  queueCookieName(concertId, { secure: true }),
  queueCookieName(concertId, { secure: false }),
];
