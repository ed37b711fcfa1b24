"use client";

import type { ReactNode } from "react";
import { useRequiredVisitor } from "../visitor/require-visitor";
import { useQuery } from "../visitor/use-query";
import { useServerNow } from "../visitor/visitor";
import { arrivalPhase, parseEndReason } from "./arrival-phase";
import { WaitingRoom } from "./waiting-room";

type Props = {
  concert: { id: string; slug: string; name: string; salesOpenAt: string; salesCloseAt: string };
  chooseMinutes: number;
  holdMinutes: number;
  children: ReactNode;
};

/** The waiting room as soon as it is known who arrives and when; its heading stands before. */
export function Arrival(props: Props) {
  const { concert } = props;
  const user = useRequiredVisitor(`/concerts/${concert.slug}/line`);
  const now = useServerNow();
  const ended = parseEndReason(useQuery("ended"));
  const phase = user && now ? arrivalPhase(concert, now, ended) : "arriving";
  return (
    <WaitingRoom
      {...props}
      key={phase}
      arrival={phase}
      ended={ended ?? "time"}
      serverNow={now ?? concert.salesOpenAt}
    />
  );
}
