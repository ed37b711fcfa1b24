"use client";

import type { ReactNode } from "react";
import type { Schedules } from "@/client/types";
import { useVisitorData } from "../visitor/use-visitor-data";
import { ScheduleList } from "./schedule-list";

type Props = { concert: { id: string; slug: string }; name: string; dates: object; skeleton: ReactNode };

/** The dates to choose from, with the seats that are left. */
export function DateChoice({ concert, name, dates, skeleton }: Props) {
  const response = useVisitorData<Schedules>(`/api/schedules?concertId=${concert.id}`, dates);
  if (!response?.ok) return skeleton;
  return <ScheduleList slug={concert.slug} name={name} schedules={response.data.schedules} />;
}
