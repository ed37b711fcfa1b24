import type { Admission, Expulsion } from "@/client/types";
import type { ApiResult } from "@/lib/api/framework/invoke";

export type PanelSettings = {
  id: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  demoCrowd: boolean;
};

/** The server actions of a queue's panel. */
export type QueueActions = {
  updateSettings: (body: {
    capacity?: number;
    admitPerMinute?: number;
    paused?: boolean;
  }) => Promise<ApiResult<unknown>>;
  admit: (count: number) => Promise<ApiResult<Admission>>;
  expel: (number: number, reason: string) => Promise<ApiResult<Expulsion>>;
  setDemoCrowd: (on: boolean) => Promise<ApiResult<unknown>>;
};
