"use client";

import { useEffect, useState } from "react";
import type { Seat } from "./types";
import { type News, watchSeats } from "./watch";

export type Trouble = { kind: "offline" } | { kind: "busy"; seconds: number } | null;
type Live = { seats: Seat[] | null; trouble: Trouble; ended: "over" | "signedOut" | null };

const NOTHING: Live = { seats: null, trouble: null, ended: null };

function after(live: Live, news: News): Live {
  if ("map" in news) {
    const { seats } = news.map;
    return live.seats === seats && !live.trouble && !live.ended ? live : { seats, trouble: null, ended: null };
  }
  if (news.kind === "busy") return { ...live, trouble: news };
  if (news.kind === "unreachable") return { ...live, trouble: { kind: "offline" } };
  return { ...live, ended: news.kind };
}

/** The seats of a date as they are now, while the page is in sight. */
export function useSeats(scheduleId: string): Live {
  const [live, setLive] = useState(NOTHING);
  useEffect(() => watchSeats(scheduleId, (news) => setLive((live) => after(live, news))), [scheduleId]);
  return live;
}
