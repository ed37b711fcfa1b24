import { createHash } from "node:crypto";
import type { Asked } from "./request";

/**
 * An ETag from what an answer says. Weak (RFC 9110 §8.8.1): the same facts packed otherwise, or told a second later, are
 * the same document.
 */
export const etagOf = (facts: string): string => `W/"${createHash("sha1").update(facts).digest("base64url")}"`;

const strong = (etag: string) => etag.trim().replace(/^W\//, "");

/** Whether the client says that it has this document already. */
export const isFresh = ({ headers }: Asked, etag: string): boolean =>
  headers
    .get("if-none-match")
    ?.split(",")
    .some((one) => strong(one) === strong(etag)) ?? false;
