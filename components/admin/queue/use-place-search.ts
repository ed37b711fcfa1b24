"use client";

import { useState } from "react";
import { fetchApi } from "../../api";
import { parseInteger } from "../concerts/form-state";
import type { FoundPlace } from "./types";

type SearchState = { kind: "none" | "searching" | "nobody" | "unknown" } | { kind: "found"; place: FoundPlace };

/** Looks for one place by what was typed: an email, or a number in line. */
export function usePlaceSearch(concertId: string) {
  const [found, setFound] = useState<SearchState>({ kind: "none" });
  async function search(typed: string) {
    const number = parseInteger(typed);
    const which = new URLSearchParams(Number.isNaN(number) ? [["email", typed.trim()]] : [["number", String(number)]]);
    setFound({ kind: "searching" });
    const answer = await fetchApi<FoundPlace>(`/api/admin/queues/${concertId}/places?${which}`);
    if (answer.ok) setFound({ kind: "found", place: answer.data });
    else setFound({ kind: answer.status === 404 || answer.status === 422 ? "nobody" : "unknown" });
  }
  return { found, search, forget: () => setFound({ kind: "none" }) };
}
