"use client";

import { useState } from "react";
import type { AdminPlace } from "@/client/types";
import { fetchApi } from "../../api";
import { parseInteger } from "../concerts/form-state";

type SearchState = { kind: "none" | "searching" | "nobody" | "unknown" } | { kind: "found"; place: AdminPlace };

/** Finds one place of a queue by its fan's email or its number. */
export function usePlaceSearch(concertId: string) {
  const [result, setResult] = useState<SearchState>({ kind: "none" });
  async function search(query: string) {
    const number = parseInteger(query);
    const params = new URLSearchParams(Number.isNaN(number) ? { email: query.trim() } : { number: String(number) });
    setResult({ kind: "searching" });
    const response = await fetchApi<AdminPlace>(`/api/admin/queues/${concertId}/places?${params}`);
    if (response.ok) setResult({ kind: "found", place: response.data });
    else setResult({ kind: response.status === 404 || response.status === 422 ? "nobody" : "unknown" });
  }
  return { result, search, clear: () => setResult({ kind: "none" }) };
}
