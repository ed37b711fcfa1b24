import type { ErrorCode, ErrorDetail } from "@/lib/core/errors";
import type { QueueStats as LineStanding, Minute } from "@/lib/queue";

export type { Minute };

/** `GET /api/admin/queues/{concertId}`. */
export type AdminQueue = LineStanding & { admitPerMinute: number; paused: boolean };

export type PanelSettings = {
  id: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  demoCrowd: boolean;
};

/** What a deed came to. */
export type ActionResponse<Data = unknown> =
  | { ok: true; data: Data }
  | { ok: false; code: ErrorCode; detail: ErrorDetail };

export type Admission = { admitted: number; obstacle: "capacity" | "line" | "absent" | "recovery" | null };

export type Fan = { id: string; email: string; name: string };
export type FoundPlace = {
  number: number;
  status: "WAITING" | "ACTIVE" | "PASSED_OVER";
  position: number;
  fan: Fan;
  seatsHeld: number;
};
export type Expulsion = { number: number; fan: Fan; released: number };

/** What an admin's hand can do. */
export type QueueActions = {
  steer: (body: { capacity?: number; admitPerMinute?: number; paused?: boolean }) => Promise<ActionResponse>;
  letIn: (count: number) => Promise<ActionResponse<Admission>>;
  putOut: (number: number, reason: string) => Promise<ActionResponse<Expulsion>>;
  switchCrowd: (on: boolean) => Promise<ActionResponse>;
};
