import { createHash } from "node:crypto";

/** A weak ETag (RFC 9110 §8.8.1) of what a response says: the same content in another encoding has the same one. */
export const etagOf = (content: string): string => `W/"${createHash("sha1").update(content).digest("base64url")}"`;

const withoutWeakness = (etag: string) => etag.trim().replace(/^W\//, "");

/** Whether the client's copy has this ETag, so that 304 is enough. */
export const isFresh = ({ headers }: Request, etag: string): boolean =>
  headers
    .get("if-none-match")
    ?.split(",")
    .some((one) => withoutWeakness(one) === withoutWeakness(etag)) ?? false;
