/**
 * How one concert's line is run. `admitPerMinute` holds for any 60 seconds, not for minutes of the clock. `version` grows with
 * every change: a line never goes back to settings that were read before those it has.
 */
export type QueueSettings = {
  concertId: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  opensAt: Date;
  closesAt: Date;
  version: number;
};

/** The settings as the scripts receive them. */
export const settingsArgs = ({
  capacity,
  admitPerMinute,
  paused,
  opensAt,
  closesAt,
  version,
}: QueueSettings): number[] => [
  capacity,
  admitPerMinute,
  paused ? 1 : 0,
  opensAt.getTime(),
  closesAt.getTime(),
  version,
];
