import type { ErrorCode, ErrorDetail } from "@/lib/core/errors";
import type { Standing as LineStanding, Minute } from "@/lib/queue/line";

export type { Minute };

/** `GET /api/admin/queues/{concertId}`. */
export type Standing = LineStanding & { admitPerMinute: number; paused: boolean };

export type Settings = { id: string; capacity: number; admitPerMinute: number; paused: boolean; demoCrowd: boolean };

/** What a deed came to. */
export type Done<Data = unknown> = { ok: true; data: Data } | { ok: false; code: ErrorCode; detail: ErrorDetail };

export type LetIn = { admitted: number; obstacle: "capacity" | "line" | "absent" | "recovery" | null };

export type Fan = { id: string; email: string; name: string };
export type FoundPlace = {
  number: number;
  status: "WAITING" | "ACTIVE" | "PASSED_OVER";
  position: number;
  fan: Fan;
  seatsHeld: number;
};
export type PutOut = { number: number; fan: Fan; released: number };

/** What an admin's hand can do. */
export type Deeds = {
  steer: (body: { capacity?: number; admitPerMinute?: number; paused?: boolean }) => Promise<Done>;
  letIn: (count: number) => Promise<Done<LetIn>>;
  putOut: (number: number, reason: string) => Promise<Done<PutOut>>;
  switchCrowd: (on: boolean) => Promise<Done>;
};
