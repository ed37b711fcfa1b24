import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./contract";
import { retryingFetch } from "./retrying-fetch";

export type Jari = Client<paths>;
/** Every refusal: RFC 9457, with a `code` from a closed list. */
export type Problem = components["schemas"]["Problem"];

type Settings = {
  /** Where Jari is, e.g. `http://localhost:3000`. */
  baseUrl: string;
  /** A session, from POST /api/sessions. */
  session?: string;
  /** How to send; by default patiently over the network. */
  fetch?: (request: Request) => Promise<Response>;
};

/**
 * A client of the public contract: paths, parameters, bodies and answers have the types that GET /api/openapi.json
 * describes, and what may be repeated is, as `Retry-After` says.
 */
export function createJariClient({ baseUrl, session, fetch = retryingFetch() }: Settings): Jari {
  const headers = session ? { authorization: `Bearer ${session}` } : {};
  return createClient<paths>({ baseUrl, headers, fetch });
}

/** A refusal where an answer was hoped for. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** The data of an answer. @throws Refused with the problem that came instead */
export function orThrow<Data>({ data, error }: { data?: Data; error?: Problem }): Data {
  if (error) throw new ApiError(error);
  if (data === undefined) throw new Error("an answer without a body where one was hoped for");
  return data;
}
