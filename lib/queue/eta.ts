/** How fast a queue moved at its last step: people and milliseconds. */
export type Throughput = {
  active: number;
  capacity: number;
  admitPerMinute: number;
  rateFreeInMs: number;
  meanSessionMs: number;
  moving: boolean;
};

/** Decodes the snapshot of `lua/step.lua`; `now` in ms of the queue's clock. */
export function decodeThroughput(snapshot: string, now: number): Throughput {
  const [, active = 0, capacity = 0, admitPerMinute = 0, rateFreeAt = 0, meanSessionMs = 0, moving = 0] = snapshot
    .split(" ")
    .map(Number);
  const rateFreeInMs = Math.max(0, rateFreeAt - now);
  return { active, capacity, admitPerMinute, rateFreeInMs, meanSessionMs, moving: moving === 1 };
}

/** Seconds until admission (null: nobody is admitted), by the slower of the rate and L = λW (Little, 1961). */
export function etaSeconds(position: number, throughput: Throughput): number | null {
  const { active, capacity, admitPerMinute, rateFreeInMs, meanSessionMs, moving } = throughput;
  if (!moving || capacity <= 0 || admitPerMinute <= 0) return null;
  const byRateMs = rateFreeInMs + ((position - 1) * 60_000) / admitPerMinute;
  const departuresNeeded = Math.max(0, position - (capacity - active));
  const byRoomMs = (departuresNeeded * meanSessionMs) / capacity;
  return Math.max(1, Math.ceil(Math.max(byRateMs, byRoomMs) / 1000));
}
