"use client";

import { useEffect, useMemo, useState } from "react";
import { type ApiResponse, fetchApi } from "../api";
import { loadVisitor } from "./visitor";

const RETRY_SECONDS = 5;

type Result<Data> = { path: string; response: ApiResponse<Data> };

const isFinal = ({ ok, status }: ApiResponse<unknown>) => ok || (status >= 400 && status < 500 && status !== 429);

/**
 * What GET `path` answers, asked again whenever the page is refreshed: then `page`, a property that the server gave, is
 * another object. Repeated while the API is busy or out of reach. Undefined before the first answer and while `path` is
 * null.
 */
export function useVisitorData<Data>(path: string | null, page: object): ApiResponse<Data> | undefined {
  const [result, setResult] = useState<Result<Data>>();
  const request = useMemo(() => path && { path, page }, [path, page]);
  useEffect(() => {
    if (!request) return;
    const { path } = request;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function load() {
      const response = await fetchApi<Data>(path, { signal: controller.signal });
      if (controller.signal.aborted) return;
      if (response.status === 401) void loadVisitor(); // the session has ended
      if (isFinal(response)) setResult({ path, response });
      else timer = setTimeout(load, ((!response.ok && response.retryAfterSeconds) || RETRY_SECONDS) * 1000);
    }
    void load();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [request]);
  return result?.path === path ? result.response : undefined;
}
