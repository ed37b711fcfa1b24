/** Of a document that is the same for everybody: good for a second, and for five more while the next one is made. */
export const SHARED_CACHE_CONTROL = "public, s-maxage=1, stale-while-revalidate=5";

/** The headers of its 200 and its 304, as the contract names them. */
export const SHARED_HEADERS = ["ETag", "Cache-Control"] as const;
