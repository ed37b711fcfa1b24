import { createHash } from "node:crypto";

/** A weak ETag (RFC 9110 §8.8.1), because the same content has several encodings. */
export const etagOf = (content: string): string => `W/"${createHash("sha1").update(content).digest("base64url")}"`;

const withoutWeakness = (etag: string) => etag.trim().replace(/^W\//, "");

export const isFresh = ({ headers }: Request, etag: string): boolean =>
  headers
    .get("if-none-match")
    ?.split(",")
    .some((one) => withoutWeakness(one) === withoutWeakness(etag)) ?? false;
