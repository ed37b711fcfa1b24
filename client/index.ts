import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./contract";
import { retryingFetch } from "./retrying-fetch";

export type Jari = Client<paths>;
/** The body of every error: RFC 9457, with a `code` from a closed list. */
export type Problem = components["schemas"]["Problem"];

type Settings = {
  /** Where Jari is, e.g. `http://localhost:3000`. */
  baseUrl: string;
  /** A session, from POST /api/sessions. */
  session?: string;
  /** By default {@link retryingFetch}. */
  fetch?: (request: Request) => Promise<Response>;
};

/** A typed client of the API. It repeats what is safe to repeat, as `Retry-After` says. */
export function createJariClient({ baseUrl, session, fetch = retryingFetch() }: Settings): Jari {
  const headers = session ? { authorization: `Bearer ${session}` } : {};
  return createClient<paths>({ baseUrl, headers, fetch });
}

/** An error response. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** The data of a response. @throws ApiError for an error response */
export function orThrow<Data>({ data, error }: { data?: Data; error?: Problem }): Data {
  if (error) throw new ApiError(error);
  if (data === undefined) throw new Error("a response without a body where one was expected");
  return data;
}
