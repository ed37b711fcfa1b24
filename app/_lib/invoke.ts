import { headers } from "next/headers";
import type { Definition } from "@/lib/api/framework/definition";
import type { Endpoint } from "@/lib/api/framework/endpoint";
import { type Invocation, invokeEndpoint } from "@/lib/api/framework/invoke";
import type { HandlerResult } from "@/lib/api/framework/response";

/** Calls an endpoint of the API from a server action: typed, in this process, with the checks of an HTTP request. */
export const invoke = async <D extends Definition, R extends HandlerResult>(
  endpoint: Endpoint<D, R>,
  invocation: Invocation<D>,
) => invokeEndpoint(endpoint, await headers(), invocation);
